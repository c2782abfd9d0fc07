package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;
import dev.understudy.replication.SemiSync;
import dev.understudy.replication.chaos.ReadsSubject;
import dev.understudy.replication.reads.ReadRules;

/** V2: a leader that takes itself for the only one, and asks nobody. */
public final class NeedsNoMajority extends Replica {
  public NeedsNoMajority() {
    super(Mode.QUORUM, SemiSync.DEFAULT, new Rules() {
      @Override
      protected ReadRules reads() {
        return new ReadRules(ReadsSubject.SLOWEST_CLOCK) {
          @Override
          protected boolean isConfirmed(int confirming, int members) {
            return true;
          }
        };
      }
    });
  }
}
