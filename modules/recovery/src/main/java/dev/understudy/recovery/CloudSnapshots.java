package dev.understudy.recovery;

import dev.understudy.storage.Disk;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cloud copies the disks of those hosts for which somebody has enabled it. */
final class CloudSnapshots implements Mechanism {
  private final String database;
  private final Map<String, Disk> disks;
  private final List<String> enabled;
  private final long seed;
  private final Map<String, Disk> taken = new TreeMap<>();

  /** Snapshots of the enabled ones of these disks, by host. */
  CloudSnapshots(String database, Map<String, Disk> disks, List<String> enabled, long seed) {
    this.database = database;
    this.disks = new TreeMap<>(disks);
    this.enabled = List.copyOf(enabled);
    this.seed = seed;
  }

  /** What is done each day. */
  void run() {
    for (String host : enabled) {
      Disk copy = Disks.simulated(seed, "snapshot of " + host);
      Disks.copy(disks.get(host), copy).onSuccess(done -> taken.put(host, copy));
    }
  }

  /** The hosts of which there is a snapshot. */
  List<String> hosts() {
    return List.copyOf(taken.keySet());
  }

  @Override
  public String title() {
    return "disk snapshots";
  }

  @Override
  public String believed() {
    return "the cloud keeps a snapshot of each disk";
  }

  @Override
  public String cause() {
    return enabled.contains(database)
        ? ""
        : "enabled for " + String.join(", ", enabled) + ", and never for " + database;
  }

  @Override
  public Future<Recovered> restoreInto(Disk place, Restoring restoring) {
    if (!taken.containsKey(database)) {
      return Mechanism.nothing("there is no snapshot of " + database);
    }
    return Disks.copy(taken.get(database), place).compose(copied -> restoring.opened(place));
  }
}
