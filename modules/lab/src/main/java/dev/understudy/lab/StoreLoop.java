package dev.understudy.lab;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A Vertx with one event loop, where a store and its disks live; a command's thread waits for what is done there. */
final class StoreLoop implements AutoCloseable {
  private static final int WORKERS =
      4; // syncs of the journal, and of what a backup writes meanwhile

  private final Vertx vertx;
  private final Context loop;
  private final CompletableFuture<Object> fault = new CompletableFuture<>();

  StoreLoop() {
    vertx = Vertx.vertx(new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(WORKERS)
        .setBlockedThreadCheckInterval(1) // recovery reads on the loop, as long as it takes
        .setBlockedThreadCheckIntervalUnit(TimeUnit.DAYS)
        .setFileSystemOptions(new FileSystemOptions()
            .setFileCachingEnabled(false)
            .setClassPathResolvingEnabled(false)));
    loop = vertx.getOrCreateContext();
    loop.exceptionHandler(fault::completeExceptionally);
  }

  /** For disks and servers. */
  Vertx vertx() {
    return vertx;
  }

  /** Does something on the loop, later. */
  void run(Runnable work) {
    loop.runOnContext(now -> work.run());
  }

  /**
   * Does something on the loop and waits until it is done. What it fails with is thrown, and so is
   * whatever else was thrown on the loop: nothing there can be trusted afterwards.
   */
  <T> T await(Supplier<Future<T>> work) throws InterruptedException {
    CompletableFuture<T> result = new CompletableFuture<>();
    run(() -> Future.<Void>succeededFuture()
        .compose(now -> work.get())
        .onSuccess(result::complete)
        .onFailure(result::completeExceptionally));
    try {
      CompletableFuture.anyOf(result, fault).get();
      return result.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failure.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(failure.getCause());
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
