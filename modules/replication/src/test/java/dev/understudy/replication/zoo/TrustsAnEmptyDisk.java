package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;

/** R1 removed: who has lost its disk goes on as a member, and has forgotten what it was counted for. */
public final class TrustsAnEmptyDisk extends Replica {
  public TrustsAnEmptyDisk() {
    super(Mode.QUORUM, new Rules() {
      @Override
      protected boolean joinsAnew() {
        return false;
      }
    });
  }
}
