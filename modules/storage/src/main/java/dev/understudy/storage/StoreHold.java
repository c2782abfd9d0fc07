package dev.understudy.storage;

import java.time.Instant;
import java.util.List;

/** What a store was when it was asked to hold its files. */
final class StoreHold implements Hold {
  private final Disk disk;
  private final String system;
  private final WriteAheadLog.Base last;
  private final Instant time;
  private final List<SnapshotFile> snapshots;
  private final List<Extent> extents;
  private final Runnable release;
  private boolean isClosed; // volatile, because the files are only held by a store that runs

  StoreHold(DurableStore store, Disk disk, WriteAheadLog.Base last, Runnable release) {
    this.disk = disk;
    this.system = store.system();
    this.last = last;
    this.time = store.lastTime();
    this.snapshots = store.snapshotFiles();
    this.extents = store.extents();
    this.release = release;
  }

  @Override
  public Disk disk() {
    return disk;
  }

  @Override
  public String system() {
    return system;
  }

  @Override
  public long lsn() {
    return last.lsn();
  }

  @Override
  public int checksum() {
    return last.checksum();
  }

  @Override
  public Instant time() {
    return time;
  }

  @Override
  public List<SnapshotFile> snapshots() {
    return snapshots;
  }

  @Override
  public List<Extent> extents() {
    return extents;
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      release.run();
    }
  }
}
