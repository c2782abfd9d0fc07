package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;

/** R1 with SYNC: decides on the new mode before what was there is safe by it too. */
public final class DecidesTooSoon extends Replica {
  public DecidesTooSoon() {
    super(Mode.SYNC, new Rules() {
      @Override
      protected boolean isSafe(long reached, long begun) {
        return true;
      }
    });
  }
}
