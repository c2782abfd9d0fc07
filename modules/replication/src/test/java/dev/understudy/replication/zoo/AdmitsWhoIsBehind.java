package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;

/**
 * R1 with SYNC: takes a follower back into the in-sync set when it has what this leader knows to be
 * committed. After a restart that is nothing.
 */
public final class AdmitsWhoIsBehind extends Replica {
  public AdmitsWhoIsBehind() {
    super(Mode.SYNC);
  }

  @Override
  protected boolean hasCaughtUp(long flushed) {
    return flushed >= committed();
  }
}
