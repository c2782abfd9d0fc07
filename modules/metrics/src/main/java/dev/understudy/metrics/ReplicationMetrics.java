package dev.understudy.metrics;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Status;
import dev.understudy.replication.Status.OfFollower;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The statuses of replicas as meters of a registry. To be used by one thread at a time. */
public final class ReplicationMetrics {
  private static final String PREFIX = "understudy.replica.";

  private final MeterRegistry registry;
  private final List<Meter> shown = new ArrayList<>();

  /** Shows nothing yet. */
  public ReplicationMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * From now on the registry has what these say, and nothing that was shown before.
   *
   * @param statuses by the name of the node; nothing for one that did not answer
   */
  public void show(Map<String, Optional<Status>> statuses) {
    shown.forEach(registry::remove);
    shown.clear();
    statuses.forEach((node, status) -> {
      Tags tags = Tags.of("node", node);
      gauge("up", "1 if the replica answers", status.isPresent() ? 1 : 0, tags);
      status.ifPresent(told -> showReplica(told, tags));
    });
  }

  private void showReplica(Status status, Tags tags) {
    boolean leads = status.role().equals("leader");
    gauge("leading", "1 if it leads its epoch", leads ? 1 : 0, tags);
    gauge("epoch", "the epoch that it obeys", status.epoch(), tags);
    for (Mode mode : Mode.values()) {
      Tags ofMode = tags.and("mode", word(mode));
      gauge("mode", "1 for how it acknowledges writes", status.mode() == mode ? 1 : 0, ofMode);
    }
    gauge("log.last.index", "the last entry, which its disk holds", status.lastIndex(), tags);
    gauge("log.entries", "entries in its log, behind its snapshot", status.entries(), tags);
    gauge("log.committed.index", "the last entry known to be safe", status.committed(), tags);
    gauge("log.applied.index", "the last entry applied", status.applied(), tags);
    if (leads) {
      showLeader(status, tags);
    }
  }

  private void showLeader(Status status, Tags tags) {
    gauge(
        "switching", "1 while the mode is switched", status.switchingTo().isEmpty() ? 0 : 1, tags);
    gauge("waiting.answers", "answers that wait for followers", status.waiting(), tags);
    counter("refused.requests", "requests refused: too many waited", status.refused(), tags);
    gauge("alone", "1 while SEMI_SYNC goes on alone", status.isAlone() ? 1 : 0, tags);
    counter("fallbacks", "how often SEMI_SYNC came to go on alone", status.fallbacks(), tags);
    counter(
        "acknowledged.alone",
        "writes acknowledged then that no follower had",
        status.acknowledgedAlone(),
        tags);
    counter("lag.alarms", "how often the lag alarm began to ring", status.alarms(), tags);
    for (OfFollower follower : status.followers()) {
      showFollower(follower, tags.and("follower", follower.name()));
    }
  }

  private void showFollower(OfFollower follower, Tags tags) {
    gauge(
        "follower.part",
        "1 for what it is for the mode",
        1,
        tags.and("part", word(follower.part())));
    gauge("follower.sent.index", "the last entry sent to it", follower.sent(), tags);
    gauge("follower.written.index", "the last entry that it has got", follower.written(), tags);
    gauge("follower.flushed.index", "the last entry its disk holds", follower.flushed(), tags);
    gauge("follower.applied.index", "the last entry it has applied", follower.applied(), tags);
    gauge("follower.lag.entries", "entries that its disk lacks", follower.entries(), tags);
    gauge("follower.lag.bytes", "bytes of the commands it lacks", follower.bytes(), tags);
    gauge(
        "follower.lag.seconds",
        "how long it has lacked the first of them",
        follower.behind().toNanos() / 1e9,
        tags);
    gauge(
        "follower.lag.alarm",
        "1 while the lag alarm rings for it",
        follower.isAlarming() ? 1 : 0,
        tags);
  }

  private void gauge(String name, String help, double value, Tags tags) {
    shown.add(
        Gauge.builder(PREFIX + name, () -> value).description(help).tags(tags).register(registry));
  }

  /** A registry holds weakly what it counts; itself it does not lose. */
  private void counter(String name, String help, double value, Tags tags) {
    Double counted = value;
    shown.add(FunctionCounter.builder(PREFIX + name, registry, here -> counted)
        .description(help)
        .tags(tags)
        .register(registry));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
