package dev.understudy.checker;

import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.Aside;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The meter for what a failure cost: RPO and RTO, from a trace alone, as clients saw it.
 *
 * <p>What it can judge is made so: clients write each value with a {@link Command.Put} to a key of
 * its own; then comes the failure, the first fault of the trace; at the end, when all is healed, a
 * client called the auditor reads every key. An acknowledged write whose key the auditor finds with
 * another value or without one is lost. Commands other than Put, and puts of the auditor, are no part
 * of the measurement.
 *
 * <p>A key that the auditor could not read, or did not come to, says nothing: its write is not lost,
 * for it may be there; but neither did the cluster recover, for then it would have answered. So
 * such a run has no RTO, whatever was written before. Its lost writes are those that were found to
 * be lost, and there may be more.
 */
public final class Drill {
  private record OfNode(String node, Aside aside) {}

  private final Trace trace;
  private final String auditor;
  private final Duration failure;
  private final SortedMap<String, Operation<Command, String>> acknowledged = new TreeMap<>();
  private final SortedMap<String, Outcome<String>> found = new TreeMap<>();

  private Drill(Trace trace, String auditor) {
    this.trace = trace;
    this.auditor = auditor;
    failure = trace.events().stream()
        .filter(TraceEvent.FaultBegan.class::isInstance)
        .findFirst()
        .map(fault -> Duration.ofNanos(fault.atNanos()))
        .orElseThrow(() -> new IllegalArgumentException(
            "nothing failed in this trace: a drill needs a fault to measure from"));
    readTrace();
  }

  /**
   * Measures one run.
   *
   * @param auditor the name of the client whose reads are the audit; of a key that it reads twice the
   *     last read counts
   * @throws IllegalArgumentException if nothing failed, or two writes went to one key
   */
  public static DrillRun measure(Trace trace, String auditor) {
    return new Drill(trace, auditor).run();
  }

  private void readTrace() {
    Map<String, Operation<Command, String>> written = new LinkedHashMap<>();
    for (Operation<Command, String> operation : History.of(trace).operations()) {
      String key = operation.command().key();
      boolean isAudit = operation.client().equals(auditor);
      if (isAudit && operation.command() instanceof Command.Get) {
        found.put(key, operation.outcome());
      } else if (!isAudit && operation.command() instanceof Command.Put) {
        Operation<Command, String> earlier = written.put(key, operation);
        if (earlier != null) {
          throw new IllegalArgumentException("key " + key + " is put twice, by " + earlier.client()
              + " and by " + operation.client() + ": a drill cannot tell which of two writes to one"
              + " key was lost; give every write a key of its own");
        }
        if (operation.outcome().isOk()) {
          acknowledged.put(key, operation);
        }
      }
    }
  }

  private DrillRun run() {
    List<String> lost = acknowledged.keySet().stream().filter(this::isLost).toList();
    boolean isAudited = acknowledged.keySet().stream().allMatch(this::isRead);
    List<TraceEvent> events = trace.events();
    return new DrillRun(
        trace.seed(),
        acknowledged.size(),
        lost,
        setAside(),
        rpo(lost),
        isAudited ? rto() : Optional.empty(),
        Duration.ofNanos(events.get(events.size() - 1).atNanos()),
        List.of());
  }

  /** Who sets the same aside again, since it crashed before it gave it up, has it once. */
  private long setAside() {
    return trace.events().stream()
        .filter(TraceEvent.Saved.class::isInstance)
        .map(TraceEvent.Saved.class::cast)
        .filter(saved -> saved.saved() instanceof Aside)
        .map(saved -> new OfNode(saved.node(), (Aside) saved.saved()))
        .distinct()
        .mapToLong(one -> one.aside().records())
        .sum();
  }

  private boolean isRead(String key) {
    return found.get(key) instanceof Outcome.Ok<String>;
  }

  private boolean isLost(String key) {
    Command.Put put = (Command.Put) acknowledged.get(key).command();
    return isRead(key) && !found.get(key).equals(Outcome.ok(put.value()));
  }

  /** A zombie acknowledges after the failure too, and that is lost as well. */
  private Duration rpo(List<String> lost) {
    List<Duration> returned = new ArrayList<>();
    lost.forEach(key -> returned.add(acknowledged.get(key).returned()));
    if (returned.isEmpty()) {
      return Duration.ZERO;
    }
    returned.sort(Comparator.naturalOrder());
    Duration latest = returned.get(returned.size() - 1);
    Duration end = latest.compareTo(failure) > 0 ? latest : failure;
    return end.minus(returned.get(0));
  }

  private Optional<Duration> rto() {
    return acknowledged.entrySet().stream()
        .filter(write -> write.getValue().called().compareTo(failure) > 0)
        .filter(write -> !isLost(write.getKey()))
        .map(write -> write.getValue().returned().minus(failure))
        .min(Comparator.naturalOrder());
  }
}
