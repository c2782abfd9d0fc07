package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;

/** R2: says that it has applied what it has only flushed. */
public final class TellsAppliedTooSoon extends Replica {
  public TellsAppliedTooSoon() {
    super(Mode.QUORUM, new Rules() {
      @Override
      protected long toldApplied(long applied, long flushed) {
        return flushed;
      }
    });
  }
}
