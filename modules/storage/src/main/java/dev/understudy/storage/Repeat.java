package dev.understudy.storage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Does steps one after the other, however many there are, and whether they end at once or later. */
final class Repeat {
  private final Supplier<Future<Boolean>> step;
  private final Promise<Void> promise = Promise.promise();

  private Repeat(Supplier<Future<Boolean>> step) {
    this.step = step;
  }

  /** Begins each step when the one before has ended; fails as the first that fails. */
  static Future<Void> until(Supplier<Future<Boolean>> isLast) {
    Repeat repeat = new Repeat(isLast);
    repeat.goOn();
    return repeat.promise.future();
  }

  /** A loop, because each step in the callback of the one before would pile up on the stack. */
  private void goOn() {
    boolean goesOn = true;
    while (goesOn) {
      Future<Boolean> taken = Future.<Void>succeededFuture().compose(now -> step.get());
      if (!taken.isComplete()) {
        taken.onComplete(done -> {
          if (isNotLast(taken)) {
            goOn();
          }
        });
        return;
      }
      goesOn = isNotLast(taken);
    }
  }

  private boolean isNotLast(Future<Boolean> taken) {
    if (taken.failed()) {
      promise.fail(taken.cause());
    } else if (taken.result()) {
      promise.complete();
    }
    return taken.succeeded() && !taken.result();
  }
}
