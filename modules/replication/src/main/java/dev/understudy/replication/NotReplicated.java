package dev.understudy.replication;

import dev.understudy.checker.History;
import dev.understudy.checker.Operation;
import dev.understudy.cluster.trace.Replaced;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.Truncated;
import dev.understudy.storage.Command;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which acknowledged writes the promoted leader never had, by what the replicas saved: the loss as it
 * can be told from inside, to be compared with what clients find (R3).
 */
final class NotReplicated {
  private NotReplicated() {}

  /** The keys of those writes, by name; none if nobody was promoted. */
  static List<String> keys(Trace trace) {
    String leader = lastPromoted(trace);
    if (leader.isEmpty()) {
      return List.of();
    }
    Set<String> replicated = new LinkedHashSet<>();
    for (Entry entry : log(trace, leader)) {
      if (entry.request() != null) {
        replicated.add(entry.request().client() + " " + entry.request().sequence());
      }
    }
    return History.of(trace).operations().stream()
        .filter(operation -> operation.command() instanceof Command.Put)
        .filter(operation -> operation.outcome().isOk())
        .filter(operation -> !replicated.contains(id(operation)))
        .map(operation -> operation.command().key())
        .sorted()
        .toList();
  }

  private static String id(Operation<?, ?> operation) {
    return operation.client() + " " + operation.number();
  }

  /** Who led last, if an operator made it the leader: the first leader of all needs none. */
  private static String lastPromoted(Trace trace) {
    String leader = "";
    for (TraceEvent event : trace.events()) {
      if (event instanceof TraceEvent.RoleChanged role
          && role.role().equals("leader")
          && role.epoch() > 1) {
        leader = role.node();
      }
    }
    return leader;
  }

  /**
   * The log of a replica that never crashed, rebuilt from what the trace says that it saved. What a
   * snapshot of its leader stands for is what the leader had then; its own snapshots change nothing.
   */
  static List<Entry> log(Trace trace, String node) {
    return log(trace.events(), node);
  }

  private static List<Entry> log(List<TraceEvent> events, String node) {
    List<Entry> log = new ArrayList<>();
    String leader = "";
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof TraceEvent.RoleChanged role && role.role().equals("leader")) {
        leader = role.node();
      } else if (events.get(i) instanceof TraceEvent.Saved saved && saved.node().equals(node)) {
        if (saved.saved() instanceof Entry entry) {
          log.add(entry);
        } else if (saved.saved() instanceof Truncated cut) {
          log.subList((int) cut.length(), log.size()).clear();
        } else if (saved.saved() instanceof Replaced replaced) {
          List<Entry> leaders = log(events.subList(0, i), leader);
          log = new ArrayList<>(leaders.subList(0, (int) replaced.index()));
        }
      }
    }
    return log;
  }
}
