package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;

/**
 * R1 with SYNC: switches the mode step by step, but keeps to the old one only until it has saved the
 * new configuration itself; a leader may still be chosen by the old one.
 */
public final class LetsGoTooSoon extends Replica {
  public LetsGoTooSoon() {
    super(Mode.SYNC, new Rules() {
      @Override
      protected boolean isJointUntilKnown() {
        return false;
      }
    });
  }
}
