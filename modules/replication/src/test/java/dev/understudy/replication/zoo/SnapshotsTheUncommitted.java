package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Rules;
import dev.understudy.replication.chaos.ShortLogged;

/** S4: lets a snapshot stand for what it has applied, whether that is committed or not. */
public final class SnapshotsTheUncommitted extends ShortLogged {
  public SnapshotsTheUncommitted() {
    super(Mode.QUORUM, new Rules() {
      @Override
      protected boolean mayStandFor(long index, long committed) {
        return true;
      }
    });
  }
}
