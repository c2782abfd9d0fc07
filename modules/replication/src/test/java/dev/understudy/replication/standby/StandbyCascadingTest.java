package dev.understudy.replication.standby;

import dev.understudy.cluster.Node;
import dev.understudy.replication.suite.CascadingStandbySuite;

/** Our own standby before the suite that judges the exercise on cascading and catch-up. */
class StandbyCascadingTest extends CascadingStandbySuite {
  @Override
  protected Node standby(String... upstreams) {
    return new Standby(upstreams);
  }

  @Override
  protected View view(Record state) {
    Standby.State seen = (Standby.State) state;
    return new View(seen.upstream(), seen.bound(), seen.log());
  }
}
