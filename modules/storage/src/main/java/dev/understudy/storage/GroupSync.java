package dev.understudy.storage;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;

/**
 * One force for all who ask while the one before is under way. Who asks during a force cannot be
 * served by it, since it may have passed his bytes already; all such callers share the next one.
 */
final class GroupSync {

  /** Forces to the platter; may block. */
  @FunctionalInterface
  interface Force {
    void run() throws IOException;
  }

  private final Vertx vertx;
  private final String what;
  private final Force force;
  private boolean running; // volatile, as all here, because it is about calls of this process
  private Promise<Void> next;
  private SyncFailedException failure;

  GroupSync(Vertx vertx, String what, Force force) {
    this.vertx = vertx;
    this.what = what;
    this.force = force;
  }

  Future<Void> sync() {
    Context caller = vertx.getOrCreateContext();
    Promise<Void> promise = Promise.promise();
    boolean starts;
    synchronized (this) {
      if (failure != null) {
        return Future.failedFuture(failure);
      }
      if (next == null) {
        next = Promise.promise();
      }
      next.future().onComplete(done -> caller.runOnContext(now -> promise.handle(done)));
      starts = !running;
      running = true;
    }
    if (starts) {
      runNext();
    }
    return promise.future();
  }

  synchronized void checkHealthy() {
    if (failure != null) {
      throw failure;
    }
  }

  private void runNext() {
    Promise<Void> group;
    synchronized (this) {
      group = next;
      next = null;
      running = group != null;
    }
    if (group != null) {
      vertx.<Void>executeBlocking(this::forceOnce, false).onComplete(done -> {
        group.handle(done);
        runNext();
      });
    }
  }

  private Void forceOnce() {
    checkHealthy();
    try {
      force.run();
      return null;
    } catch (IOException e) {
      synchronized (this) {
        failure = new SyncFailedException(what, e);
        throw failure;
      }
    }
  }
}
