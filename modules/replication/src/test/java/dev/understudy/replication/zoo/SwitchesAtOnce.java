package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;

/**
 * R1 with SYNC: goes over to the mode that it is asked for at once, without waiting until what was
 * acknowledged is safe by the new one too.
 */
public final class SwitchesAtOnce extends Replica {
  public SwitchesAtOnce() {
    super(Mode.SYNC, new Rules() {
      @Override
      protected boolean isJoint() {
        return false;
      }
    });
  }
}
