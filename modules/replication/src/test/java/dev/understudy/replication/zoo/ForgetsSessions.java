package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Rules;
import dev.understudy.replication.chaos.ShortLogged;
import dev.understudy.storage.ExactlyOnceStore.Session;
import java.util.SortedMap;
import java.util.TreeMap;

/** S1: goes on from a snapshot without what that remembers of clients. */
public final class ForgetsSessions extends ShortLogged {
  public ForgetsSessions() {
    super(Mode.QUORUM, new Rules() {
      @Override
      protected SortedMap<String, Session> sessions(SortedMap<String, Session> sessions) {
        return new TreeMap<>();
      }
    });
  }
}
