package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;

/** Z1: commits entries of earlier epochs by counting their copies. */
public final class CommitsEarlierEpochs extends Replica {
  public CommitsEarlierEpochs() {
    super(Mode.QUORUM, new Rules() {
      @Override
      protected boolean isOurs(long epochOfEntry, long epoch) {
        return true;
      }
    });
  }

  @Override
  protected int mostEntriesPerAppend() {
    return 1;
  }
}
