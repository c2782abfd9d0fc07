package dev.understudy.lab;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What must be ended before this process may end, when the user interrupts it or the system asks it
 * to terminate. It then exits with {@link Exit#INTERRUPTED}, whatever the signal was.
 */
final class Interruption {
  private final Deque<Runnable> undone = new ArrayDeque<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final Console console;
  private boolean armed = true;

  /** One that nobody triggers but {@link #interrupt()}. */
  Interruption(Console console) {
    this.console = console;
  }

  /** One that the signals to this process trigger. */
  static Interruption ofThisProcess(Console console) {
    Interruption interruption = new Interruption(console);
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::onShutdown, "interruption"));
    return interruption;
  }

  /** Something that was begun. */
  interface Duty {
    /** It has ended by itself. Once an interruption is under way it stays a duty: who ends here may end because of it. */
    void done();
  }

  /** Ends this, should an interruption come; what was begun last is ended first. */
  synchronized Duty duty(Runnable end) {
    undone.push(end);
    return () -> {
      synchronized (this) {
        if (begun.getCount() > 0) {
          undone.remove(end);
        }
      }
    };
  }

  /** The program ends by itself: nothing is to be interrupted any more. */
  synchronized void disarm() {
    armed = false;
  }

  /** Ends all that was begun. */
  void interrupt() {
    begun.countDown();
    for (Runnable end = next(); end != null; end = next()) {
      try {
        end.run();
      } catch (RuntimeException failure) {
        console.tell("lab: " + failure.getMessage()); // what else was begun must still be ended
      }
    }
  }

  /**
   * Ends the caller if an interruption is under way. A child process hears of Ctrl-C at the same time
   * as this one, so a child's failure may be the first sign of it: hence a moment of patience.
   *
   * @throws InterruptedException if so
   */
  void check() throws InterruptedException {
    if (begun.await(300, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("interrupted by the user");
    }
  }

  private synchronized Runnable next() {
    return undone.poll();
  }

  private synchronized boolean isArmed() {
    return armed;
  }

  private void onShutdown() {
    if (isArmed()) {
      interrupt();
      Runtime.getRuntime().halt(Exit.INTERRUPTED);
    }
  }
}
