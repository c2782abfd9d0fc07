package dev.understudy.backup;

import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.DurableStore;
import io.vertx.core.Future;
import java.util.List;

/**
 * An empty disk that becomes a store at one moment: when the file with the system's id gets its name.
 * Until then a marker says that what lies here is nobody's, and the next restore removes it.
 */
final class RestorePlace {
  static final String MARKER = "restore.unfinished";

  private final Disk disk;
  private boolean hasBegun;

  RestorePlace(Disk disk) {
    this.disk = disk;
  }

  /**
   * Looks at the disk and changes nothing.
   *
   * @throws RefusedBackupException when there is anything but what an interrupted restore has left
   */
  void checkEmpty() {
    List<String> names = disk.list();
    boolean isLeftover = names.contains(MARKER) && !names.contains(DurableStore.SYSTEM_FILE);
    if (!names.isEmpty() && !isLeftover) {
      throw new RefusedBackupException(
          "the place to restore to is not empty, there is %s: choose an empty one", names.get(0));
    }
  }

  /** Marks the disk as one that is being restored to, durably. */
  Future<Void> begin() {
    hasBegun = true;
    for (String leftover : disk.list()) {
      if (!leftover.equals(MARKER) && !leftover.equals(RealFolder.LOCK)) {
        disk.delete(leftover);
      }
    }
    disk.open(MARKER).close();
    return disk.syncDirectory();
  }

  /** Begins a file of the store. */
  DiskFile create(String file) {
    return disk.open(file);
  }

  /** Makes a store of what was written. */
  Future<Void> finish(String system) {
    return disk.syncDirectory()
        .compose(durable -> DurableStore.identify(disk, system))
        .compose(durable -> {
          disk.delete(MARKER);
          return disk.syncDirectory();
        });
  }

  /** Leaves the disk as empty as it was; the marker goes last. */
  Future<Void> abandon() {
    if (!hasBegun) {
      return Future.succeededFuture();
    }
    disk.delete(DurableStore.SYSTEM_FILE);
    disk.list().stream()
        .filter(name -> !name.equals(MARKER) && !name.equals(RealFolder.LOCK))
        .forEach(disk::delete);
    return disk.syncDirectory().compose(durable -> {
      disk.delete(MARKER);
      return disk.syncDirectory();
    });
  }
}
