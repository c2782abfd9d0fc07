package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;
import dev.understudy.replication.SemiSync;
import dev.understudy.replication.chaos.ReadsSubject;
import dev.understudy.replication.reads.ReadRules;

/** V3: shows readers what it has applied, though another leader may put something else there. */
public final class ShowsUncommitted extends Replica {
  public ShowsUncommitted() {
    super(Mode.QUORUM, SemiSync.DEFAULT, new Rules() {
      @Override
      protected ReadRules reads() {
        return new ReadRules(ReadsSubject.SLOWEST_CLOCK) {
          @Override
          protected boolean mayShow(long index, long committed) {
            return true;
          }
        };
      }
    });
  }
}
