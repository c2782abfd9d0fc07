package dev.understudy.cluster;

class SimulatedNodeScenarioTest extends NodeContract {
  @Override
  Cluster newCluster() {
    return Cluster.simulated(42);
  }
}
