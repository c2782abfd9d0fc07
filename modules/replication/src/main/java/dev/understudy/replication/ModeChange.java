package dev.understudy.replication;

import dev.understudy.replication.ReplicationMessage.NotSwitched;
import io.vertx.core.Promise;

/** An operator's order to acknowledge by another mode, and what came of it so far. */
final class ModeChange {
  private final long order;
  private final Mode mode;
  private final Promise<Mode> promise;
  private int unanswered;
  private String reason = "";

  /** An order to so many members. */
  ModeChange(long order, Mode mode, int members, Promise<Mode> promise) {
    this.order = order;
    this.mode = mode;
    this.promise = promise;
    unanswered = members;
  }

  boolean isOver() {
    return promise.future().isComplete();
  }

  void onSwitched(long answered) {
    if (answered == order) {
      promise.tryComplete(mode);
    }
  }

  /** One that leads and refuses is no reason to give up before all have answered: it may be a zombie. */
  void onNotSwitched(NotSwitched answer) {
    if (answer.order() != order) {
      return;
    }
    reason = answer.reason().isEmpty() ? reason : answer.reason();
    if (--unanswered == 0) {
      promise.tryFail(
          reason.isEmpty() ? "nobody leads: promote somebody, then switch the mode" : reason);
    }
  }

  void giveUp(long seconds) {
    promise.tryFail((reason.isEmpty() ? "" : reason + "; ") + "no leader has switched to " + mode
        + " within " + seconds + " s, though it may still do so: look at its status");
  }
}
