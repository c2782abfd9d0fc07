package dev.understudy.replication.standby.zoo;

import dev.understudy.replication.standby.Label;

/** R7: feeds whoever asks, and follows whoever feeds it. */
public class FollowsAnybody extends NarrowStandby {
  public FollowsAnybody(String... upstreams) {
    super(
        new NarrowRules() {
          @Override
          protected boolean mayFeed(Label upstream, Label downstream) {
            return true;
          }
        },
        upstreams);
  }
}
