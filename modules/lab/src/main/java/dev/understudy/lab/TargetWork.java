package dev.understudy.lab;

import dev.understudy.backup.Cancellation;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.backup.Job;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;

/** Something long that is done with the backups of a target, without their store. */
final class TargetWork {
  /** What is done. */
  @FunctionalInterface
  interface Work<T> {
    Future<T> on(Vertx vertx, DirectoryTarget target, Job job);
  }

  private final Path from;
  private final String what;
  private final Console console;
  private final Interruption interruption;

  TargetWork(Path from, String what, Console console, Interruption interruption) {
    this.from = from;
    this.what = what;
    this.console = console;
    this.interruption = interruption;
  }

  /** Refuses what is no folder. */
  static void checkIsThere(Path from) {
    if (!Files.isDirectory(from)) {
      throw new WrongInput("--from " + from + ": "
          + (Files.exists(from) ? "it is a file" : "there is no such folder")
          + "; give the folder of the backups");
    }
  }

  /**
   * Does it, tells how far it is, and stops it when the user interrupts.
   *
   * @throws InterruptedException when the user did; nothing was left behind then
   */
  <T> T run(Work<T> work) throws InterruptedException {
    checkIsThere(from);
    Cancellation cancellation = new Cancellation();
    ByteProgress progress = new ByteProgress(console);
    Job job = Job.plain()
        .withCancellation(cancellation)
        .withProgress(now -> progress.done(what, now.bytesDone(), now.bytesTotal()));
    try (Stoppable stoppable = new Stoppable(interruption, cancellation::cancel);
        StoreLoop loop = new StoreLoop()) {
      try {
        return loop.await(() -> work.on(loop.vertx(), DirectoryTarget.in(loop.vertx(), from), job));
      } catch (RuntimeException failure) {
        stoppable.throwIfStopped(console);
        throw failure;
      } finally {
        progress.end();
      }
    }
  }
}
