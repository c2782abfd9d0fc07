package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;
import dev.understudy.replication.SemiSync;
import java.time.Duration;

/** R1 with SEMI_SYNC: waits for nobody, and does not say so. */
public final class GoesOnSilently extends Replica {
  public GoesOnSilently() {
    super(Mode.SEMI_SYNC, new SemiSync(1, Duration.ofMillis(300)), new Rules() {
      @Override
      protected int copies(Mode mode, int members, int followers) {
        return mode == Mode.SEMI_SYNC ? 1 : super.copies(mode, members, followers);
      }
    });
  }
}
