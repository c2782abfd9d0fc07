package dev.understudy.storage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * One sync for all who ask while the one before is under way. It may have passed their bytes
 * already, so they cannot be served by it; they share the next one. After a failure there is no next
 * one.
 */
final class GroupCommit {
  private final Supplier<String> what;
  private final Supplier<Future<Void>> sync;
  private boolean running; // volatile, as all here, because a crash ends every call
  private Promise<Void> next;
  private SyncFailedException failure;

  /** Runs {@code sync} when asked; {@code what} names in an error what it should have saved. */
  GroupCommit(Supplier<String> what, Supplier<Future<Void>> sync) {
    this.what = what;
    this.sync = sync;
  }

  Future<Void> ask() {
    Future<Void> asked;
    boolean starts;
    synchronized (this) {
      if (failure != null) {
        return Future.failedFuture(failure);
      }
      if (next == null) {
        next = Promise.promise();
      }
      asked = next.future();
      starts = !running;
      running = true;
    }
    if (starts) {
      runNext();
    }
    return asked;
  }

  /** Throws what the failed sync failed with, if one did. */
  synchronized void checkHealthy() {
    if (failure != null) {
      throw failure;
    }
  }

  private void runNext() {
    Promise<Void> group;
    boolean starts;
    synchronized (this) {
      group = next;
      next = null;
      starts = group != null && failure == null;
      running = starts;
    }
    if (starts) {
      Future.<Void>succeededFuture()
          .compose(now -> sync.get())
          .onSuccess(group::complete)
          .onFailure(cause -> fail(group, cause))
          .onComplete(done -> runNext());
    } else if (group != null) {
      group.fail(failure);
    }
  }

  private void fail(Promise<Void> group, Throwable cause) {
    synchronized (this) {
      failure = new SyncFailedException(what.get(), cause);
    }
    group.fail(failure);
  }
}
