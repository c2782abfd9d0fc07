package dev.understudy.standby;

import dev.understudy.checker.History;
import dev.understudy.checker.Operation;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.recovery.Step;
import dev.understudy.replication.Entry;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads out of the trace of a drill what is measured in it. */
final class Reading {
  private final Trace trace;
  private final List<Operation<Command, String>> puts;
  private final Duration failure;

  Reading(Trace trace) {
    this.trace = trace;
    puts = History.of(trace).operations().stream()
        .filter(operation -> operation.command() instanceof Command.Put)
        .toList();
    List<TraceEvent> events = trace.events();
    failure = first(TraceEvent.FaultBegan.class, fault -> true)
        .orElse(Duration.ofNanos(events.get(events.size() - 1).atNanos()));
  }

  /** When the first failure came; in a run without one, its end. */
  Duration failure() {
    return failure;
  }

  /** Each phase from the end of the one before it; what nobody said to be over has no length. */
  Map<Phase, Duration> phases(StandbyKind kind) {
    Map<Phase, Duration> phases = new EnumMap<>(Phase.class);
    Duration before = failure;
    for (Phase phase : Phase.values()) {
      Duration begin = before;
      Optional<Duration> end =
          kind == StandbyKind.COLD ? endFromBackups(phase, begin) : endByPromotion(phase, begin);
      if (end.isEmpty()) {
        return phases;
      }
      phases.put(phase, end.get().minus(before));
      before = end.get();
    }
    return phases;
  }

  private Optional<Duration> endFromBackups(Phase phase, Duration begin) {
    return switch (phase) {
      case DETECT -> said(Step.DETECT.remark());
      case PREPARE -> said(Step.PROVISION.remark());
      case RESTORE -> said(Step.VERIFY.remark());
      case PROMOTE -> Optional.of(begin);
      case SWITCH -> firstAnswer();
    };
  }

  private Optional<Duration> endByPromotion(Phase phase, Duration begin) {
    return switch (phase) {
      case DETECT -> said(Step.DETECT.remark());
      case PREPARE -> said(Phase.PREPARE.remark());
      case RESTORE -> Optional.of(begin);
      case PROMOTE ->
        first(
            TraceEvent.RoleChanged.class,
            change -> change.role().equals("leader") && isAfter(change, failure));
      case SWITCH -> firstAnswer();
    };
  }

  private Optional<Duration> said(String remark) {
    return first(TraceEvent.Noted.class, noted -> noted.remark().equals(remark));
  }

  private <E extends TraceEvent> Optional<Duration> first(Class<E> type, Predicate<E> which) {
    for (TraceEvent event : trace.events()) {
      if (type.isInstance(event) && which.test(type.cast(event))) {
        return Optional.of(Duration.ofNanos(event.atNanos()));
      }
    }
    return Optional.empty();
  }

  private static boolean isAfter(TraceEvent event, Duration time) {
    return event.atNanos() > time.toNanos();
  }

  /** When a client first heard that a write was done which it had asked for after the failure. */
  private Optional<Duration> firstAnswer() {
    return puts.stream()
        .filter(put -> put.outcome().isOk() && put.called().compareTo(failure) > 0)
        .map(Operation::returned)
        .min(Comparator.naturalOrder());
  }

  /**
   * The keys of the writes that stand in the lost leader's log behind this index, and that it had
   * acknowledged: what must be lost if that is how far the one who took over came, and nothing else.
   */
  List<String> acknowledgedBehind(String leader, long index) {
    Set<String> kept = new TreeSet<>();
    List<Entry> log = saved(leader);
    for (Entry entry : log.subList(0, (int) Math.min(index, log.size()))) {
      if (entry.request() != null) {
        kept.add(id(entry.request()));
      }
    }
    // Nobody else can have acknowledged anything before the failure was noticed.
    Duration noticed = said(Step.DETECT.remark()).orElse(Duration.ofDays(1));
    return puts.stream()
        .filter(put -> put.outcome().isOk() && put.returned().compareTo(noticed) < 0)
        .filter(put -> !kept.contains(put.client() + " " + put.number()))
        .map(put -> put.command().key())
        .sorted()
        .toList();
  }

  private static String id(Request request) {
    return request.client() + " " + request.sequence();
  }

  /** The log of a replica that never cut anything, as its disk was told it. */
  List<Entry> saved(String replica) {
    return saved(List.of(replica));
  }

  /** The same of several, one entry after the other as they came. */
  private List<Entry> saved(List<String> replicas) {
    long end = failure.toNanos();
    List<Entry> log = new ArrayList<>();
    for (TraceEvent event : trace.events()) {
      if (event instanceof TraceEvent.Saved saved
          && event.atNanos() <= end
          && saved.saved() instanceof Entry entry
          && replicas.contains(saved.node())) {
        log.add(entry);
      }
    }
    return log;
  }

  /** What it costs to be prepared like this, as long as nothing fails. */
  Cost cost(List<String> replicas, List<String> others, long bytesOfBackups) {
    long bytesOfLogs = saved(replicas).stream()
        .filter(entry -> entry.request() != null)
        .mapToLong(entry -> entry.request().command().length())
        .sum();
    List<Double> millis = writeMillis();
    List<String> machines = Stream.concat(replicas.stream(), others.stream()).toList();
    double messages = messages(machines);
    return new Cost(
        replicas.size(),
        bytesOfLogs,
        bytesOfBackups,
        millis.isEmpty() ? 0 : messages / millis.size(),
        millis.isEmpty() ? 0 : millis.get((millis.size() - 1) / 2));
  }

  /** How long the acknowledged writes took before the failure, in rising order. */
  List<Double> writeMillis() {
    return puts.stream()
        .filter(put -> put.outcome().isOk() && put.returned().compareTo(failure) <= 0)
        .map(put -> put.returned().minus(put.called()).toNanos() / 1e6)
        .sorted()
        .toList();
  }

  /** How long the writes of clients took before the failure from one disk to another. */
  Lag lag(String leader, String follower) {
    Map<String, Long> there = savedAt(leader);
    List<Double> millis = new ArrayList<>();
    savedAt(follower).forEach((request, at) -> millis.add((at - there.get(request)) / 1e6));
    return Lag.of(millis.stream().sorted().toList());
  }

  private Map<String, Long> savedAt(String replica) {
    long end = failure.toNanos();
    Map<String, Long> at = new TreeMap<>();
    for (TraceEvent event : trace.events()) {
      if (event instanceof TraceEvent.Saved saved
          && event.atNanos() <= end
          && saved.node().equals(replica)
          && saved.saved() instanceof Entry entry
          && entry.request() != null
          && entry.request().command() instanceof Command.Put) {
        at.putIfAbsent(id(entry.request()), event.atNanos());
      }
    }
    return at;
  }

  /** Those between machines from the first write of a client to the failure. */
  private long messages(List<String> machines) {
    Duration begin =
        puts.stream().map(Operation::called).min(Comparator.naturalOrder()).orElse(failure);
    return trace.events().stream()
        .filter(event -> isAfter(event, begin) && !isAfter(event, failure))
        .filter(event -> event instanceof TraceEvent.Sent sent
            && machines.contains(sent.from())
            && machines.contains(sent.to()))
        .count();
  }
}
