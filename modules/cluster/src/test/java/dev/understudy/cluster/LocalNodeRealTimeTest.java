package dev.understudy.cluster;

import org.junit.jupiter.api.Tag;

@Tag("real-time")
class LocalNodeRealTimeTest extends NodeContract {
  @Override
  Cluster newCluster() {
    return Cluster.local();
  }
}
