package dev.understudy.replication.standby.zoo;

import dev.understudy.replication.LogBounds;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;
import dev.understudy.replication.standby.TreeRules;

/** A sound member with a short log, that feeds standbys by {@link NarrowRules}, or by broken ones. */
public final class NarrowReplica extends Replica {
  public NarrowReplica(Mode mode) {
    this(mode, new NarrowRules());
  }

  public NarrowReplica(Mode mode, TreeRules tree) {
    super(mode, new Rules() {
      @Override
      protected TreeRules tree() {
        return tree;
      }
    });
  }

  @Override
  protected LogBounds logBounds() {
    return NarrowRules.SHORT_LOG;
  }
}
