package dev.understudy.metrics;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Status;
import dev.understudy.replication.Status.OfFollower;
import dev.understudy.replication.standby.StandbyStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Optional;

/** The statuses of members and standbys as meters of a registry. To be used by one thread at a time. */
public final class ReplicationMetrics {
  private final Meters meters;
  private final StandbyMetrics ofStandbys;

  /** Shows nothing yet. */
  public ReplicationMetrics(MeterRegistry registry) {
    meters = new Meters(registry, "understudy.replica.");
    ofStandbys = new StandbyMetrics(registry);
  }

  /**
   * From now on the registry has what these say, and nothing that was shown before.
   *
   * @param members by the name of the node; nothing for one that did not answer
   * @param standbys the same, of those who follow them
   */
  public void show(
      Map<String, Optional<Status>> members, Map<String, Optional<StandbyStatus>> standbys) {
    meters.clear();
    members.forEach((node, status) -> {
      Tags tags = Tags.of("node", node);
      meters.gauge("up", "1 if the replica answers", status.isPresent(), tags);
      status.ifPresent(told -> showReplica(told, tags));
    });
    ofStandbys.show(members, standbys);
  }

  private void showReplica(Status status, Tags tags) {
    boolean leads = status.role().equals("leader");
    meters.gauge("leading", "1 if it leads its epoch", leads, tags);
    meters.gauge("epoch", "the epoch that it obeys", status.epoch(), tags);
    for (Mode mode : Mode.values()) {
      Tags ofMode = tags.and("mode", Meters.word(mode));
      meters.gauge("mode", "1 for how it acknowledges writes", status.mode() == mode, ofMode);
    }
    meters.gauge(
        "log.last.index", "the last entry, which its disk holds", status.lastIndex(), tags);
    meters.gauge("log.entries", "entries in its log, behind its snapshot", status.entries(), tags);
    meters.gauge(
        "log.committed.index", "the last entry known to be safe", status.committed(), tags);
    meters.gauge("log.applied.index", "the last entry applied", status.applied(), tags);
    meters.counters(status.counts(), tags);
    if (leads) {
      showLeader(status, tags);
    }
  }

  private void showLeader(Status status, Tags tags) {
    meters.gauge(
        "switching", "1 while the mode is switched", !status.switchingTo().isEmpty(), tags);
    meters.gauge("waiting.answers", "answers that wait for followers", status.waiting(), tags);
    meters.counter("refused.requests", "requests refused: too many waited", status.refused(), tags);
    meters.gauge("alone", "1 while SEMI_SYNC goes on alone", status.isAlone(), tags);
    meters.counter(
        "fallbacks", "how often SEMI_SYNC came to go on alone", status.fallbacks(), tags);
    meters.counter(
        "acknowledged.alone",
        "writes acknowledged then that no follower had",
        status.acknowledgedAlone(),
        tags);
    meters.counter("lag.alarms", "how often the lag alarm began to ring", status.alarms(), tags);
    for (OfFollower follower : status.followers()) {
      showFollower(follower, tags.and("follower", follower.name()));
    }
  }

  private void showFollower(OfFollower follower, Tags tags) {
    meters.gauge(
        "follower.part",
        "1 for what it is for the mode",
        1,
        tags.and("part", Meters.word(follower.part())));
    meters.gauge("follower.sent.index", "the last entry sent to it", follower.sent(), tags);
    meters.gauge(
        "follower.written.index", "the last entry that it has got", follower.written(), tags);
    meters.gauge(
        "follower.flushed.index", "the last entry its disk holds", follower.flushed(), tags);
    meters.gauge(
        "follower.applied.index", "the last entry it has applied", follower.applied(), tags);
    meters.gauge("follower.lag.entries", "entries that its disk lacks", follower.entries(), tags);
    meters.gauge("follower.lag.bytes", "bytes of the commands it lacks", follower.bytes(), tags);
    meters.gauge(
        "follower.lag.seconds",
        "how long it has lacked the first of them",
        Meters.seconds(follower.behind()),
        tags);
    meters.gauge(
        "follower.lag.alarm", "1 while the lag alarm rings for it", follower.isAlarming(), tags);
  }
}
