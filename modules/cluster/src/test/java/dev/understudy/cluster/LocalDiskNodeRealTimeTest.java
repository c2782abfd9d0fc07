package dev.understudy.cluster;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("real-time")
class LocalDiskNodeRealTimeTest extends NodeContract {
  @TempDir
  private Path folder;

  @Override
  Cluster newCluster() {
    return Cluster.local(folder);
  }
}
