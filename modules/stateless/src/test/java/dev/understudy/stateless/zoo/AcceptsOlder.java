package dev.understudy.stateless.zoo;

import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.stateless.Database;
import dev.understudy.storage.ExactlyOnceStore.Answer;

/** X1 removed: only the very last number is recognised, so one that comes late is applied again. */
public final class AcceptsOlder extends Database {
  private long late;

  @Override
  protected Answer apply(Request request) {
    Answer answer = super.apply(request);
    if (answer instanceof Answer.Stale) {
      late++;
      return super.apply(new Request(request.client() + ", late", late, request.command()));
    }
    return answer;
  }
}
