package dev.understudy.cluster;

import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A real disk as one life of a node sees it. After the crash it changes nothing there any more, and of
 * what is under way nobody hears, as with a process that was killed: the next life has the files to
 * itself, and finds what was written, flushed or not.
 */
final class LivingDisk implements Disk {
  private final Disk disk;
  private final List<DiskFile> opened = new ArrayList<>();
  private boolean isDead; // guarded by this, as is every touch of the disk

  LivingDisk(Disk disk) {
    this.disk = disk;
  }

  /** The node has crashed. */
  synchronized void die() {
    isDead = true;
    opened.forEach(DiskFile::close);
    opened.clear();
  }

  @Override
  public List<String> list() {
    return disk.list();
  }

  @Override
  public synchronized DiskFile open(String name) {
    if (isDead && !disk.exists(name)) {
      throw new IllegalArgumentException("no file " + name + ", and the dead make none");
    }
    DiskFile file = disk.open(name);
    opened.add(file);
    return new LivingFile(file);
  }

  @Override
  public boolean exists(String name) {
    return disk.exists(name);
  }

  @Override
  public synchronized void delete(String name) {
    if (!isDead) {
      disk.delete(name);
    }
  }

  @Override
  public synchronized void rename(String from, String to) {
    if (!isDead) {
      disk.rename(from, to);
    }
  }

  @Override
  public synchronized Future<Void> syncDirectory() {
    return isDead ? never() : unlessDead(disk.syncDirectory());
  }

  private synchronized boolean isDead() {
    return isDead;
  }

  private Future<Void> unlessDead(Future<Void> sync) {
    Promise<Void> heard = Promise.promise();
    sync.onComplete(done -> {
      if (!isDead()) {
        heard.handle(done);
      }
    });
    return heard.future();
  }

  private static Future<Void> never() {
    return Promise.<Void>promise().future();
  }

  /** A file of it. */
  private final class LivingFile implements DiskFile {
    private final DiskFile file;

    LivingFile(DiskFile file) {
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
      synchronized (LivingDisk.this) {
        if (opened.contains(file)) {
          file.read(offset, into);
        }
      }
    }

    @Override
    public void append(ByteBuffer bytes) {
      synchronized (LivingDisk.this) {
        if (!isDead) {
          file.append(bytes);
        }
      }
    }

    @Override
    public Future<Void> sync() {
      synchronized (LivingDisk.this) {
        return isDead ? never() : unlessDead(file.sync());
      }
    }

    @Override
    public void truncate(long size) {
      synchronized (LivingDisk.this) {
        if (!isDead) {
          file.truncate(size);
        }
      }
    }

    @Override
    public void close() {
      synchronized (LivingDisk.this) {
        if (opened.remove(file)) {
          file.close();
        }
      }
    }
  }
}
