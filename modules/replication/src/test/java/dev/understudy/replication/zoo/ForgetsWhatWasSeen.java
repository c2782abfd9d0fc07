package dev.understudy.replication.zoo;

import dev.understudy.cluster.Position;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;
import dev.understudy.replication.SemiSync;
import dev.understudy.replication.chaos.ReadsSubject;
import dev.understudy.replication.reads.ReadRules;
import java.util.List;

/** V1: answers at once, whatever the reader has seen. */
public final class ForgetsWhatWasSeen extends Replica {
  public ForgetsWhatWasSeen() {
    super(Mode.QUORUM, SemiSync.DEFAULT, new Rules() {
      @Override
      protected ReadRules reads() {
        return new ReadRules(ReadsSubject.SLOWEST_CLOCK) {
          @Override
          protected List<Position> mustHold(List<Position> seen) {
            return List.of();
          }
        };
      }
    });
  }
}
