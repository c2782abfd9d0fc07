package dev.understudy.replication.standby.zoo;

import dev.understudy.replication.standby.Label;

/** R7: begins anew after a restart, as if nobody followed it by a label that it gave. */
public class ForgetsItsLabel extends NarrowStandby {
  public ForgetsItsLabel(String... upstreams) {
    super(
        new NarrowRules() {
          @Override
          protected Label remembered(Label told) {
            return Label.NONE;
          }
        },
        upstreams);
  }
}
