package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;

/** R1 removed: says QUORUM and acknowledges what only its own disk holds. */
public final class AcknowledgesAlone extends Replica {
  public AcknowledgesAlone() {
    super(Mode.QUORUM);
  }

  @Override
  protected long committable() {
    return lastIndex();
  }
}
