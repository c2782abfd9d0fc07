package dev.understudy.replication;

import dev.understudy.cluster.Node;
import dev.understudy.replication.suite.LogShippingSuite;

/** Our own replica before the suite that judges the exercise on log shipping. */
class ReplicaLogShippingTest extends LogShippingSuite {
  @Override
  protected Node replica() {
    return new Replica(Mode.ASYNC);
  }

  @Override
  protected View view(Record state) {
    Replica.State seen = (Replica.State) state;
    return new View(seen.role().equals("leader"), seen.log(), seen.committed(), seen.content());
  }

  @Override
  protected Limits limits() {
    return new Limits(256, 4096);
  }
}
