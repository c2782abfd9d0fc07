package dev.understudy.cluster;

import org.junit.jupiter.api.Tag;

@Tag("real-time")
class LocalCompactionRealTimeTest extends CompactionContract {
  @Override
  Cluster newCluster() {
    return Cluster.local();
  }
}
