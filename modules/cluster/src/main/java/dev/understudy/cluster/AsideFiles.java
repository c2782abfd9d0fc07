package dev.understudy.cluster;

import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The files on a disk in which a node has set aside what it gave up. Each gets its name when it is
 * whole. Who sets the same aside again, since a crash came before it was given up, finds it there.
 */
final class AsideFiles {
  private static final String HALF_WRITTEN = ".tmp";

  private final Disk disk;
  private final List<DiskFile> written = new ArrayList<>(); // volatile: not synced yet

  /** Deletes what a crash left half written: nothing of it was given up. */
  AsideFiles(Disk disk) {
    this.disk = disk;
    disk.list().stream()
        .filter(name -> name.endsWith(HALF_WRITTEN))
        .filter(name -> SetAside.isFile(withoutEnding(name)))
        .forEach(disk::delete);
  }

  private static String withoutEnding(String name) {
    return name.substring(0, name.length() - HALF_WRITTEN.length());
  }

  /** Writes a file; throws if the disk is full, and then there is none. */
  void write(SetAside aside) {
    SetAside free = aside;
    for (int copy = 2; disk.exists(free.file()); copy++) {
      if (read(free.file()).equals(aside.text())) {
        return; // durable before anything was given up, or it would not have this name
      }
      free = aside.renamed(copy);
    }
    String name = free.file() + HALF_WRITTEN;
    disk.delete(name);
    DiskFile file = disk.open(name);
    written.add(file);
    file.append(Buffer.buffer(free.text()));
  }

  /** Makes durable what was written, and gives it its names. */
  Future<Void> flush() {
    Future<Void> synced = Future.succeededFuture();
    for (DiskFile file : written) {
      synced = synced.compose(done -> file.sync()).map(done -> {
        file.close();
        disk.rename(file.name(), withoutEnding(file.name()));
        return null;
      });
    }
    return written.isEmpty()
        ? synced
        : synced.compose(done -> disk.syncDirectory()).onSuccess(done -> written.clear());
  }

  /** What is there, in the order of the names. */
  static List<SetAside> on(Disk disk) {
    return disk.list().stream()
        .filter(SetAside::isFile)
        .map(name -> new SetAside(name, read(disk, name).lines().toList()))
        .toList();
  }

  private String read(String name) {
    return read(disk, name);
  }

  private static String read(Disk disk, String name) {
    DiskFile file = disk.open(name);
    try {
      return file.read(0, Math.toIntExact(file.size())).toString();
    } finally {
      file.close();
    }
  }
}
