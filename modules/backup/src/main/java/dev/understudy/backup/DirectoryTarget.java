package dev.understudy.backup;

import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.RealDisk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** A target in one flat folder: of the machine, or of any {@link Disk}. */
public final class DirectoryTarget implements BackupTarget {
  static final String UNFINISHED = ".unfinished";

  private final String where;
  private final Disk disk;
  private final Predicate<String> isLink;
  private final Function<String, Lease> lock;
  private String jobAtWork; // volatile, because a job ends with its process

  private DirectoryTarget(
      String where, Disk disk, Predicate<String> isLink, Function<String, Lease> lock) {
    this.where = where;
    this.disk = disk;
    this.isLink = isLink;
    this.lock = lock;
  }

  /** A target on a disk; only one object may stand for it at a time. */
  public static DirectoryTarget on(Disk disk, String where) {
    return new DirectoryTarget(where, disk, name -> false, job -> () -> {});
  }

  /**
   * A target in a folder of the machine, which is created when it is absent. While a job writes there,
   * other processes are refused.
   *
   * @throws RefusedBackupException when there is something else than a folder
   */
  public static DirectoryTarget in(Vertx vertx, Path folder) {
    RealFolder real = RealFolder.forTarget(folder);
    return new DirectoryTarget(
        folder.toString(), new RealDisk(vertx, folder), real::isLink, real::lock);
  }

  @Override
  public String where() {
    return where;
  }

  @Override
  public List<String> list() {
    return disk.list();
  }

  @Override
  public DiskFile open(String name) {
    if (isLink.test(name)) {
      throw new RefusedBackupException(
          "%s in %s is a link: a backup holds its bytes itself", name, where);
    }
    if (!disk.exists(name)) {
      throw new RefusedBackupException("%s is missing in %s", name, where);
    }
    return disk.open(name);
  }

  @Override
  public DiskFile create(String name) {
    if (disk.exists(name) || isLink.test(name)) {
      throw new RefusedBackupException(
          "there is a file %s in %s already: nothing is written over", name, where);
    }
    return disk.open(name);
  }

  @Override
  public Future<Void> publish(String name, Buffer content) {
    String unfinished = name + UNFINISHED;
    disk.delete(unfinished);
    DiskFile file = create(unfinished);
    return Future.<Void>succeededFuture()
        .compose(now -> {
          file.append(content);
          return file.sync();
        })
        .eventually(() -> {
          file.close();
          return Future.succeededFuture();
        })
        .compose(done -> {
          disk.rename(unfinished, name);
          return disk.syncDirectory();
        })
        .onFailure(cause -> disk.delete(unfinished));
  }

  @Override
  public void delete(String name) {
    disk.delete(name);
  }

  @Override
  public Future<Void> sync() {
    return disk.syncDirectory();
  }

  @Override
  public Lease lease(String job) {
    if (jobAtWork != null) {
      throw new RefusedBackupException(
          "cannot %s: %s is at work in %s; wait for its end, or cancel it", job, jobAtWork, where);
    }
    Lease outer = lock.apply(job);
    jobAtWork = job;
    return new Lease() {
      private boolean isOver;

      @Override
      public void giveBack() {
        if (!isOver) {
          isOver = true;
          jobAtWork = null;
          outer.giveBack();
        }
      }
    };
  }
}
