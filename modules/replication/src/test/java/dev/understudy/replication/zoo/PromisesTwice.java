package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;

/** O1 removed: promises an epoch to every operator that asks for it. */
public final class PromisesTwice extends Replica {
  public PromisesTwice() {
    super(Mode.QUORUM);
  }

  @Override
  protected boolean mayPromise(long surveyed) {
    return surveyed >= epochNumber();
  }
}
