package dev.understudy.benchmarks;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The way from a thread of JMH to an event loop and back. */
final class Loops {
  private Loops() {}

  /** Does it there and waits for what comes of it. */
  static <T> T await(Context context, Supplier<Future<T>> action) {
    CompletableFuture<T> result = new CompletableFuture<>();
    context.runOnContext(v -> Future.<Void>succeededFuture()
        .compose(now -> action.get())
        .onSuccess(result::complete)
        .onFailure(result::completeExceptionally));
    return result.join();
  }
}
