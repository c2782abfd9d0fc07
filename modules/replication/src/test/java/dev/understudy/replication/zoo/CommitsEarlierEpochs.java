package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;

/** Z1: commits entries of earlier epochs by counting their copies. */
public final class CommitsEarlierEpochs extends Replica {
  public CommitsEarlierEpochs() {
    super(Mode.QUORUM);
  }

  @Override
  protected int mostEntriesPerAppend() {
    return 1;
  }

  @Override
  protected long committable() {
    return acknowledged();
  }
}
