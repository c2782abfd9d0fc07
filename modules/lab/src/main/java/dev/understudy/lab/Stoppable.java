package dev.understudy.lab;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Work that an interruption asks to stop, and that has some seconds to leave nothing behind before
 * the process ends.
 */
final class Stoppable implements AutoCloseable {
  private static final long SECONDS_TO_TIDY_UP = 10;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Runnable stop;
  private final Interruption.Duty duty;

  /** Begins; {@code stop} asks the work to end and returns at once. */
  Stoppable(Interruption interruption, Runnable stop) {
    this.stop = stop;
    this.duty = interruption.duty(this::stop);
  }

  /** Whether it was asked to stop. */
  boolean isStopped() {
    return asked.getCount() == 0;
  }

  /**
   * Says what became of work that has failed because it was asked to stop, before the process ends.
   *
   * @throws InterruptedException if it was
   */
  void throwIfStopped(Console console) throws InterruptedException {
    if (isStopped()) {
      console.tell("lab: interrupted; nothing was left behind");
      throw new InterruptedException("interrupted by the user");
    }
  }

  /** Waits until it is asked to stop. */
  void awaitStop() throws InterruptedException {
    asked.await();
  }

  /** The work has ended, by itself or because it was asked to. */
  @Override
  public void close() {
    ended.countDown();
    duty.done();
  }

  private void stop() {
    asked.countDown();
    stop.run();
    try {
      ended.await(SECONDS_TO_TIDY_UP, TimeUnit.SECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
