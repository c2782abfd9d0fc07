package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;

/** R1 with SYNC: goes on without a member before a majority knows that it is not in sync. */
public final class KeepsTheSetToItself extends Replica {
  public KeepsTheSetToItself() {
    super(Mode.SYNC, new Rules() {
      @Override
      protected boolean isKnown(int know, int members) {
        return true;
      }
    });
  }
}
