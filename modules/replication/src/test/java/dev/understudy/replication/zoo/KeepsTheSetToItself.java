package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;

/** R1 with SYNC: goes on without a member before a majority knows that it is not in sync. */
public final class KeepsTheSetToItself extends Replica {
  public KeepsTheSetToItself() {
    super(Mode.SYNC);
  }

  @Override
  protected boolean isInSyncKnown() {
    return true;
  }
}
