package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;
import dev.understudy.replication.SemiSync;
import java.time.Duration;

/** R1 with SEMI_SYNC: once it has gone on alone it never waits for its followers again. */
public final class NeverWaitsAgain extends Replica {
  public NeverWaitsAgain() {
    super(Mode.SEMI_SYNC, new SemiSync(1, Duration.ofMillis(300)), new Rules() {
      @Override
      protected boolean waitsAgain(boolean hasCaughtUp) {
        return false;
      }
    });
  }
}
