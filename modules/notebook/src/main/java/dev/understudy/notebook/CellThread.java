package dev.understudy.notebook;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The thread that runs cells, one after the other, so that thread-locals live from cell to cell as they would in a main
 * program. A thread that could not be stopped is left behind and replaced by a new one.
 */
final class CellThread extends Thread {
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private volatile boolean isCut;
  private volatile boolean isRetired;

  CellThread(ThreadGroup group, ClassLoader classes) {
    super(group, null, "cell");
    setContextClassLoader(classes);
    start();
  }

  /** Runs the code on this thread and reports how it ended. The code starts only once the caller holds the future. */
  CompletableFuture<Object> submit(Callable<?> code) {
    CompletableFuture<Object> done = new CompletableFuture<>();
    isCut =
        false; // here and not on the thread itself: a cut that comes before the code starts must
    // count
    work.add(() -> {
      interrupted(); // an interrupt that came too late for the code before must not hit this one
      try {
        done.complete(code.call());
      } catch (Throwable failure) {
        done.completeExceptionally(failure);
      }
    });
    return done;
  }

  /** Whether the code that runs now must end at its next check. */
  boolean isCut() {
    return isCut;
  }

  /** Makes the next check of the running code throw. */
  void cut() {
    isCut = true;
  }

  /** Lets the thread end once the code that runs now returns, if ever. */
  void retire() {
    isRetired = true;
    cut();
    interrupt();
  }

  @Override
  public void run() {
    while (!isRetired) {
      try {
        work.take().run();
      } catch (InterruptedException betweenTwoCells) {
        // retire() interrupts us: the loop's condition decides
      }
    }
  }
}
