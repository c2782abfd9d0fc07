package dev.understudy.replication.standby.zoo;

import dev.understudy.replication.standby.Standby;

/** A sound standby that feeds others by {@link NarrowRules}. */
public final class NarrowStandby extends Standby {
  public NarrowStandby(String... upstreams) {
    super(new NarrowRules(), upstreams);
  }
}
