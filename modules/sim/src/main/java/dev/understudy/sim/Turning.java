package dev.understudy.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The loops of a world and its time: which loop is turned next, each ready one equally likely, and
 * where time jumps to when none is ready.
 */
final class Turning {
  /** After every so many tasks (a power of two) it is asked whether the caller's thread shall stop. */
  private static final long TASKS_BETWEEN_INTERRUPTS = 1024;

  /** So many tasks at one instant mean that time will never go on. */
  private static final long MOST_TASKS_PER_INSTANT = 5_000_000;

  private final long seed;
  private final RandomStream choice;
  private final Consumer<Throwable> thrown;
  private final List<TurnedLoop> loops = new ArrayList<>();
  private TurnedLoop current;
  private long nowNanos;
  private long tasks;
  private long tasksAtThisInstant;
  private long fingerprint = 17;

  /** No loops at time 0; what their tasks throw is handed to {@code thrown}. */
  Turning(long seed, Consumer<Throwable> thrown) {
    this.seed = seed;
    this.thrown = thrown;
    choice = new RandomStream(seed, "schedule");
  }

  /** All loops, each at the place that is its number; this list itself. */
  List<TurnedLoop> loops() {
    return loops;
  }

  void replace(TurnedLoop dead, TurnedLoop fresh) {
    loops.set(loops.indexOf(dead), fresh);
  }

  /** One of the loops that are ready, or null. */
  TurnedLoop next() {
    TurnedLoop chosen = null;
    int ready = 0;
    for (int i = 0; i < loops.size(); i++) {
      if (loops.get(i).isReady()) {
        ready++;
        if (ready == 1 || choice.nextInt(ready) == 0) {
          chosen = loops.get(i);
        }
      }
    }
    return chosen;
  }

  /**
   * Runs one task of this loop, which is ready.
   *
   * @throws SimulationFailure if time stands still, or the thread is interrupted
   */
  void turn(TurnedLoop chosen) {
    tasks++;
    if (++tasksAtThisInstant > MOST_TASKS_PER_INSTANT) {
      throw failure("time stands still: the nodes keep each other busy without any delay", null);
    }
    if (tasks % TASKS_BETWEEN_INTERRUPTS == 0 && Thread.currentThread().isInterrupted()) {
      throw failure("interrupted: somebody asked the thread that turns this world to stop", null);
    }
    fingerprint = (fingerprint ^ (nowNanos + chosen.number)) * 0x100000001B3L;
    current = chosen;
    try {
      chosen.turnOnce();
    } catch (Throwable failure) {
      thrown.accept(failure);
    } finally {
      current = null;
    }
  }

  /** The loop whose task is running, or null. */
  TurnedLoop current() {
    return current;
  }

  /** Does this as if it were a task of the loop. */
  void as(TurnedLoop loop, Runnable action) {
    TurnedLoop before = current;
    current = loop;
    try {
      action.run();
    } finally {
      current = before;
    }
  }

  /** Jumps to the next instant at which a loop is ready; false if that lies after the end. */
  boolean advance(long endNanos) {
    long next = nextReadyNanos();
    if (next > endNanos || next == Long.MAX_VALUE) {
      return false;
    }
    passTo(Math.max(next, nowNanos));
    return true;
  }

  void passTo(long nanos) {
    tasksAtThisInstant = nanos > nowNanos ? 0 : tasksAtThisInstant;
    nowNanos = nanos;
  }

  /** When a loop is ready next; {@code Long.MAX_VALUE} if none ever is. */
  long nextReadyNanos() {
    long next = Long.MAX_VALUE;
    for (int i = 0; i < loops.size(); i++) {
      next = Math.min(next, loops.get(i).nextReadyNanos());
    }
    return next;
  }

  long nowNanos() {
    return nowNanos;
  }

  long tasks() {
    return tasks;
  }

  /** Equal if the same loops ran at the same times. */
  long fingerprint() {
    return fingerprint;
  }

  SimulationFailure failure(String what, Throwable cause) {
    return new SimulationFailure(what, seed, Duration.ofNanos(nowNanos), cause);
  }
}
