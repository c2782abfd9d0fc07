package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;

/** R1 removed: says QUORUM and acknowledges what only its own disk holds. */
public final class AcknowledgesAlone extends Replica {
  public AcknowledgesAlone() {
    super(Mode.QUORUM, new Rules() {
      @Override
      protected int copies(Mode mode, int members, int followers) {
        return 1;
      }
    });
  }
}
