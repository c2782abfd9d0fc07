package dev.understudy.replication.standby.zoo;

import dev.understudy.replication.standby.Label;

/** R5: a beat is a beat and an index is an index, whichever leader they come from. */
public final class ForgetsTheEpoch extends NarrowStandby {
  public ForgetsTheEpoch(String... upstreams) {
    super(new Indexes(), upstreams);
  }

  /** The rules without epochs; for members too, which feed whoever subscribes. */
  public static final class Indexes extends NarrowRules {
    @Override
    protected boolean mayFeed(Label upstream, Label downstream) {
      return upstream.epoch() != downstream.epoch() || super.mayFeed(upstream, downstream);
    }

    @Override
    protected boolean holds(long epoch, long index, long downstreamEpoch, long downstreamIndex) {
      return index >= downstreamIndex;
    }
  }
}
