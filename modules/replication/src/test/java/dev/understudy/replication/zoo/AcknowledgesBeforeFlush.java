package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;

/** Z14: followers say that their disk holds what it does not hold yet. */
public final class AcknowledgesBeforeFlush extends Replica {
  public AcknowledgesBeforeFlush() {
    super(Mode.QUORUM);
  }

  @Override
  protected boolean speaksBeforeFlush() {
    return true;
  }
}
