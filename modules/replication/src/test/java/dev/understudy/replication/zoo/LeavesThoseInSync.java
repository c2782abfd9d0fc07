package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;

/** R1 with SYNC: goes to a mode that asks for less, though those in sync alone hold what it promised. */
public final class LeavesThoseInSync extends Replica {
  public LeavesThoseInSync() {
    super(Mode.SYNC, new Rules() {
      @Override
      protected Mode between(Mode from, Mode to) {
        return to == Mode.SYNC ? Mode.QUORUM : to;
      }
    });
  }
}
