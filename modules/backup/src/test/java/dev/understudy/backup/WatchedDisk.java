package dev.understudy.backup;

import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.SimulatedDisk;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A simulated disk that counts what is changed on it, and fails at a chosen change: once, as a disk
 * does that was full or broken, or from then on, as in a process that is no more.
 */
public final class WatchedDisk implements Disk {

  /** What a disk says that was told to fail. */
  public static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(int change) {
      super("change " + change + " failed");
    }
  }

  public final SimulatedDisk disk;
  private int changes;
  private int failingFrom = Integer.MAX_VALUE;
  private int failingTo = Integer.MAX_VALUE;

  public WatchedDisk() {
    this(new SimulatedDisk(new Random(7)));
  }

  public WatchedDisk(SimulatedDisk disk) {
    this.disk = disk;
  }

  /** How many changes there were. */
  public int changes() {
    return changes;
  }

  /** One change fails, counted from now on, the first being 1. */
  public WatchedDisk failOnceAt(int change) {
    failingFrom = changes + change;
    failingTo = failingFrom;
    return this;
  }

  /** A change and all after it fail. */
  public WatchedDisk dieAt(int change) {
    failingFrom = changes + change;
    failingTo = Integer.MAX_VALUE;
    return this;
  }

  /** Nothing fails any more. */
  public void recover() {
    failingFrom = Integer.MAX_VALUE;
  }

  private void change() {
    changes++;
    if (changes >= failingFrom && changes <= failingTo) {
      throw new Broken(changes);
    }
  }

  private Future<Void> synced(Supplier<Future<Void>> sync) {
    try {
      change();
    } catch (Broken broken) {
      return Future.failedFuture(broken);
    }
    return sync.get();
  }

  @Override
  public List<String> list() {
    return disk.list();
  }

  @Override
  public boolean exists(String name) {
    return disk.exists(name);
  }

  @Override
  public DiskFile open(String name) {
    if (!disk.exists(name)) {
      change();
    }
    return new WatchedFile(disk.open(name));
  }

  @Override
  public void delete(String name) {
    if (disk.exists(name)) {
      change();
    }
    disk.delete(name);
  }

  @Override
  public void rename(String from, String to) {
    change();
    disk.rename(from, to);
  }

  @Override
  public Future<Void> syncDirectory() {
    return synced(disk::syncDirectory);
  }

  private final class WatchedFile implements DiskFile {
    private final DiskFile file;

    WatchedFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      file.read(offset, into);
    }

    @Override
    public void append(ByteBuffer bytes) {
      change();
      file.append(bytes);
    }

    @Override
    public Future<Void> sync() {
      return synced(file::sync);
    }

    @Override
    public void truncate(long size) {
      change();
      file.truncate(size);
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
