package dev.understudy.replication.standby.zoo;

import dev.understudy.replication.LogBounds;
import dev.understudy.replication.standby.Standby;
import dev.understudy.replication.standby.TreeRules;

/** A sound standby with a short log, that feeds others by {@link NarrowRules}, or by broken ones. */
public class NarrowStandby extends Standby {
  public NarrowStandby(String... upstreams) {
    this(new NarrowRules(), upstreams);
  }

  NarrowStandby(TreeRules rules, String... upstreams) {
    super(rules, upstreams);
  }

  @Override
  protected LogBounds logBounds() {
    return NarrowRules.SHORT_LOG;
  }
}
