package dev.understudy.replication.standby.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.standby.TreeRules;

/** A sound member that feeds standbys by {@link NarrowRules}, or a broken one by others. */
public final class NarrowReplica extends Replica {
  private final TreeRules treeRules;

  public NarrowReplica(Mode mode) {
    this(mode, new NarrowRules());
  }

  public NarrowReplica(Mode mode, TreeRules treeRules) {
    super(mode);
    this.treeRules = treeRules;
  }

  @Override
  protected TreeRules treeRules() {
    return treeRules;
  }
}
