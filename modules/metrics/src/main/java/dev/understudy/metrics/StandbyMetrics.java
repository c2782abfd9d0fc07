package dev.understudy.metrics;

import dev.understudy.replication.Status;
import dev.understudy.replication.standby.StandbyStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * The statuses of standbys as meters of a registry. How far a standby is behind is shown twice: as it
 * knows itself, which stands still as soon as it is cut off, and against what the leader and its
 * upstream say of themselves in the same moment. To be used by one thread at a time.
 */
final class StandbyMetrics {
  private final Meters meters;

  /** Shows nothing yet. */
  StandbyMetrics(MeterRegistry registry) {
    meters = new Meters(registry, "understudy.standby.");
  }

  /** From now on the registry has what these say; of those who did not answer, only that. */
  void show(Map<String, Optional<Status>> members, Map<String, Optional<StandbyStatus>> standbys) {
    meters.clear();
    Optional<Status> leader = leader(members);
    standbys.forEach((node, status) -> {
      Tags tags = Tags.of("node", node);
      meters.gauge("up", "1 if the standby answers", status.isPresent(), tags);
      status.ifPresent(told -> {
        show(told, tags);
        leader
            .filter(known -> known.epoch() >= told.epoch())
            .ifPresent(known -> behindLeader(known.committed() - told.lastIndex(), tags));
        end(told.upstream(), members, standbys)
            .ifPresent(end -> behindUpstream(end - told.lastIndex(), tags));
      });
    });
  }

  /** Who leads the latest epoch: an earlier leader may not know that it is one no more. */
  private static Optional<Status> leader(Map<String, Optional<Status>> members) {
    return members.values().stream()
        .flatMap(Optional::stream)
        .filter(status -> status.role().equals("leader"))
        .max(Comparator.comparingLong(Status::epoch));
  }

  /** Up to where this one can feed others; nothing if it did not answer, or there is none. */
  private static Optional<Long> end(
      String name,
      Map<String, Optional<Status>> members,
      Map<String, Optional<StandbyStatus>> standbys) {
    return members.containsKey(name)
        ? members.get(name).map(Status::committed)
        : standbys.getOrDefault(name, Optional.empty()).map(StandbyStatus::lastIndex);
  }

  private void show(StandbyStatus status, Tags tags) {
    meters.gauge("leading", "1 if it was promoted", status.role().equals("leader"), tags);
    meters.gauge("epoch", "the epoch of the leader that it hears of", status.epoch(), tags);
    meters.gauge("depth", "steps to the leader, as far as it knows", status.depth(), tags);
    if (!status.upstream().isEmpty()) {
      meters.gauge("upstream", "1 for who feeds it", true, tags.and("upstream", status.upstream()));
    }
    meters.gauge("downstreams", "whom it feeds: so many", status.downstreams().size(), tags);
    meters.gauge("cut.off", "1 while it hears nothing new of the leader", status.isCutOff(), tags);
    meters.gauge(
        "log.last.index", "the last entry, which its disk holds", status.lastIndex(), tags);
    meters.gauge(
        "lag.entries",
        "committed entries that it lacks, as far as it has heard of the leader",
        status.entries(),
        tags);
    meters.gauge(
        "lag.seconds",
        "how long it has known of the first of them",
        Meters.seconds(status.behind()),
        tags);
    meters.counters(status.counts(), tags);
  }

  private void behindLeader(long entries, Tags tags) {
    meters.gauge(
        "behind.leader.entries",
        "entries that the leader has committed and its disk lacks",
        Math.max(0, entries),
        tags);
  }

  private void behindUpstream(long entries, Tags tags) {
    meters.gauge(
        "behind.upstream.entries",
        "entries that its upstream could feed it and its disk lacks",
        Math.max(0, entries),
        tags);
  }
}
