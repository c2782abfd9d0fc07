package dev.understudy.metrics;

import dev.understudy.replication.Counts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The meters that are shown now, all of whose names begin alike. */
final class Meters {
  private final MeterRegistry registry;
  private final String prefix;
  private final List<Meter> shown = new ArrayList<>();

  /** None yet. */
  Meters(MeterRegistry registry, String prefix) {
    this.registry = registry;
    this.prefix = prefix;
  }

  /** None is shown any more. */
  void clear() {
    shown.forEach(registry::remove);
    shown.clear();
  }

  void gauge(String name, String help, double value, Tags tags) {
    shown.add(
        Gauge.builder(prefix + name, () -> value).description(help).tags(tags).register(registry));
  }

  void gauge(String name, String help, boolean isSo, Tags tags) {
    gauge(name, help, isSo ? 1 : 0, tags);
  }

  /** A registry holds weakly what it counts; itself it does not lose. */
  void counter(String name, String help, double value, Tags tags) {
    Double counted = value;
    shown.add(FunctionCounter.builder(prefix + name, registry, here -> counted)
        .description(help)
        .tags(tags)
        .register(registry));
  }

  /** What every replica counts, member or standby. */
  void counters(Counts counts, Tags tags) {
    counter(
        "set.aside.entries",
        "entries given up since its start and kept for the operator",
        counts.setAside(),
        tags);
    counter(
        "snapshots.sent",
        "snapshots that it began to send since its start, to followers and standbys",
        counts.snapshotsSent(),
        tags);
    counter(
        "snapshots.taken",
        "snapshots from elsewhere that replaced its log since its start",
        counts.snapshotsTaken(),
        tags);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** A constant as the value of a label: {@code semi-sync}. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
