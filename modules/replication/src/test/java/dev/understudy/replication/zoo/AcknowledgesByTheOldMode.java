package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;

/** R1 with SYNC: acknowledges by the old mode alone until it decides on the new one. */
public final class AcknowledgesByTheOldMode extends Replica {
  public AcknowledgesByTheOldMode() {
    super(Mode.SYNC, new Rules() {
      @Override
      protected boolean isJointAtOnce() {
        return false;
      }
    });
  }
}
