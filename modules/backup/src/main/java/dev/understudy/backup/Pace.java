package dev.understudy.backup;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** What happens between two chunks of a long job: others have their turn, or time passes. */
@FunctionalInterface
public interface Pace {

  /** Called when so many more bytes are done; the job goes on when the future has completed. */
  Future<Void> after(long bytes);

  /** Lets everything else that waits at the event loop run; outside of a loop nothing waits. */
  static Pace yielding() {
    return bytes -> {
      Context context = Vertx.currentContext();
      if (context == null) {
        return Future.succeededFuture();
      }
      Promise<Void> turn = Promise.promise();
      context.runOnContext(now -> turn.complete());
      return turn.future();
    };
  }

  /**
   * A disk or a line that carries so many bytes a second and no more.
   *
   * @throws IllegalArgumentException when the rate is not above 0
   */
  static Pace bytesPerSecond(Vertx vertx, long rate) {
    if (rate <= 0) {
      throw new IllegalArgumentException("a rate is above 0 bytes per second, but it is " + rate);
    }
    return bytes -> vertx
        .timer(Math.max(1, bytes * 1_000_000L / rate), TimeUnit.MICROSECONDS)
        .mapEmpty();
  }
}
