package dev.understudy.cluster;

import dev.understudy.storage.RealDisk;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** The folder of the machine that a local node has for a disk, and which of its lives sees it now. */
final class LocalDisk {
  private final Vertx vertx;
  private final Path folder;
  private LivingDisk now;

  /** A disk in an empty folder. */
  LocalDisk(Vertx vertx, Path folder) {
    this.vertx = vertx;
    this.folder = folder;
  }

  /** The next life begins. */
  synchronized LivingDisk living() {
    now = new LivingDisk(new RealDisk(vertx, folder));
    return now;
  }

  /** The node has crashed, or its cluster is closed: its files are closed. */
  synchronized void crash() {
    now.die();
  }
}
