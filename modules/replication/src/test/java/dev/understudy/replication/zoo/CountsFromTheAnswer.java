package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;
import dev.understudy.replication.SemiSync;
import dev.understudy.replication.chaos.ReadsSubject;
import dev.understudy.replication.reads.ReadRules;
import java.time.Duration;

/** V2: takes what it hears for as fresh as if it had been said just now. */
public final class CountsFromTheAnswer extends Replica {
  public CountsFromTheAnswer() {
    super(Mode.QUORUM, SemiSync.DEFAULT, new Rules() {
      @Override
      protected ReadRules reads() {
        return new ReadRules(ReadsSubject.SLOWEST_CLOCK) {
          @Override
          protected Duration since(Duration asked, Duration answered) {
            return answered;
          }
        };
      }
    });
  }
}
