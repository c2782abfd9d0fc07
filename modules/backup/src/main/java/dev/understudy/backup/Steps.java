package dev.understudy.backup;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.Supplier;

/** Steps that take their time, one after the other; many that take none do not fill the stack. */
final class Steps {
  private final Supplier<Future<?>> next;
  private final Promise<Void> promise = Promise.promise();

  private Steps(Supplier<Future<?>> next) {
    this.next = next;
  }

  /** Takes steps until there is none, which is null, or one fails or throws. */
  static Future<Void> whileAny(Supplier<Future<?>> next) {
    Steps steps = new Steps(next);
    steps.go();
    return steps.promise.future();
  }

  /** Takes a step for each item. */
  static <T> Future<Void> each(Iterable<T> items, Function<? super T, Future<?>> step) {
    Iterator<T> iterator = items.iterator();
    return whileAny(() -> iterator.hasNext() ? step.apply(iterator.next()) : null);
  }

  private void go() {
    Future<?> step = attempt();
    while (step != null && step.succeeded()) {
      step = attempt();
    }
    if (step == null) {
      promise.complete();
    } else if (step.isComplete()) {
      promise.fail(step.cause());
    } else {
      step.onComplete(done -> {
        if (done.succeeded()) {
          go();
        } else {
          promise.fail(done.cause());
        }
      });
    }
  }

  private Future<?> attempt() {
    try {
      return next.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
