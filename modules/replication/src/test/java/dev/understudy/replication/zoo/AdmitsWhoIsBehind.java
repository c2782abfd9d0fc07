package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;

/**
 * R1 with SYNC: takes a follower back into the configuration when it has what this leader knows to be
 * committed. After a restart that is nothing.
 */
public final class AdmitsWhoIsBehind extends Replica {
  public AdmitsWhoIsBehind() {
    super(Mode.SYNC, new Rules() {
      @Override
      protected boolean hasCaughtUp(long flushed, long committed, long ledFrom) {
        return flushed >= committed;
      }
    });
  }
}
