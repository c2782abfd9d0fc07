package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;

/** O1 removed: promises an epoch to every operator that asks for it. */
public final class PromisesTwice extends Replica {
  public PromisesTwice() {
    super(Mode.QUORUM, new Rules() {
      @Override
      protected boolean mayPromise(long surveyed, long epoch) {
        return surveyed >= epoch;
      }
    });
  }
}
