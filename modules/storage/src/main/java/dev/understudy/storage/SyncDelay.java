package dev.understudy.storage;

import io.vertx.core.Future;

/** How long a sync of a {@link SimulatedDisk} takes: asked once for each sync. */
@FunctionalInterface
public interface SyncDelay {

  /**
   * Completes when the disk has finished one sync, usually by a timer of the node's world. A sync
   * whose delay fails, because its node is gone, never ends.
   */
  Future<Void> elapsed();

  /** A disk that is done at once. */
  static SyncDelay none() {
    return Future::succeededFuture;
  }
}
