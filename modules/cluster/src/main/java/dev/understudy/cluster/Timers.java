package dev.understudy.cluster;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The named timers of one node. One that is set again replaces itself; one that was cancelled never
 * fires, even if its time had come while the node was waiting for its disk.
 */
final class Timers {
  private record Timer(long id, long dueNanos, Runnable action) {}

  private final Vertx vertx;
  private final LongSupplier nanos;
  private final Consumer<Runnable> events;
  private final Map<String, Timer> byName = new TreeMap<>();

  /**
   * Timers by the node's clock {@code nanos}, whose going off is handed to {@code events}, to be done
   * in the node's next turn.
   */
  Timers(Vertx vertx, LongSupplier nanos, Consumer<Runnable> events) {
    this.vertx = vertx;
    this.nanos = nanos;
    this.events = events;
  }

  void set(String name, Duration delay, Runnable action) {
    cancel(name);
    long millis = Math.max(1, (delay.toNanos() + 999_999) / 1_000_000); // never early
    long id = vertx.setTimer(millis, fired -> events.accept(() -> fire(name, fired)));
    byName.put(name, new Timer(id, nanos.getAsLong() + millis * 1_000_000, action));
  }

  void cancel(String name) {
    Timer timer = byName.remove(name);
    if (timer != null) {
      vertx.cancelTimer(timer.id());
    }
  }

  /** When each is due by the node's clock, in nanoseconds, by name. */
  SortedMap<String, Long> due() {
    SortedMap<String, Long> due = new TreeMap<>();
    byName.forEach((name, timer) -> due.put(name, timer.dueNanos()));
    return due;
  }

  private void fire(String name, long id) {
    Timer timer = byName.get(name);
    if (timer != null && timer.id() == id) {
      byName.remove(name);
      timer.action().run();
    }
  }
}
