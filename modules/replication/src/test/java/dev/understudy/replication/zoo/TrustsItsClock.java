package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;
import dev.understudy.replication.SemiSync;
import dev.understudy.replication.reads.ReadRules;

/** V2: measures ages as if no clock were slow. */
public final class TrustsItsClock extends Replica {
  public TrustsItsClock() {
    super(Mode.QUORUM, SemiSync.DEFAULT, new Rules() {
      @Override
      protected ReadRules reads() {
        return new ReadRules(1);
      }
    });
  }
}
