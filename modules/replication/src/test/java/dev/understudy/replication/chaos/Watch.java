package dev.understudy.replication.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.cluster.Cluster;
import dev.understudy.replication.Configuration;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks at the replicas again and again, and at no moment may there be what must never be. */
final class Watch {
  private static final String STAYS = "R1 what was acknowledged stays";
  private static final String IS_THERE = "R1 what a leader counts is on the disk that it counts";
  private static final String ONE_LEADER = "O1 an epoch has one leader";

  private final Cluster cluster;
  private final List<String> nodes;
  private final Sometimes sometimes;
  private final SortedMap<String, Long> mostApplied = new TreeMap<>();
  private final SortedMap<String, Long> compared = new TreeMap<>();
  private final SortedMap<Long, Entry> committed = new TreeMap<>(); // what was seen of it, by index
  private final SortedMap<String, Long> receiving =
      new TreeMap<>(); // of a snapshot that goes so far
  private final SortedSet<String> down = new TreeSet<>();

  Watch(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    this.cluster = cluster;
    this.nodes = nodes;
    this.sometimes = sometimes;
  }

  Replica.State state(String node) {
    return cluster.state(node, Replica.State.class);
  }

  /** Up to here this node was seen to have applied entries. */
  long mostApplied(String node) {
    return mostApplied.getOrDefault(node, 0L);
  }

  /** Looks once; what is committed is compared where it is never to change. */
  void check(Given given) {
    List<String> running = nodes.stream().filter(cluster::isRunning).toList();
    nodes.stream().filter(node -> !running.contains(node)).forEach(down::add);
    List<Replica.State> states = running.stream().map(this::state).toList();
    for (int i = 0; i < running.size(); i++) {
      Replica.State state = states.get(i);
      mostApplied.merge(running.get(i), state.applied(), Math::max);
      sometimes.saw(ReplicationSubject.ALONE, state.isAlone() ? 1 : 0);
      lookForSnapshots(running.get(i), state);
      boolean isBack = state.isMember() && state.disks().own() > 1;
      sometimes.saw(ReplicationSubject.REJOINED, isBack ? 1 : 0);
      if (given.isCommittedForGood(state.isLeading())) {
        checkCommitted(running.get(i), state);
      }
      for (int j = 0; j < running.size(); j++) {
        if (state.isLeading() && i != j) {
          checkPair(running.get(i), state, running.get(j), states.get(j));
        }
      }
    }
  }

  private static void checkPair(
      String leader, Replica.State first, String other, Replica.State second) {
    if (first.epoch() != second.epoch()) {
      return;
    }
    unless(
        !second.isLeading(),
        ONE_LEADER,
        () -> leader + " and " + other + " lead epoch " + first.epoch());
    unless(
        first.flushedBy(other) <= second.lastIndex() || !second.isMember(),
        IS_THERE,
        () -> leader + " counts on " + first.flushedBy(other) + " entries of " + other
            + ", which has " + second.lastIndex());
  }

  /**
   * What somebody has committed, all commit, also if nobody has it committed any more. Only what is new
   * is compared.
   */
  private void checkCommitted(String node, Replica.State state) {
    long known = Math.min(state.committed(), state.lastIndex());
    long from = Math.min(compared.getOrDefault(node, 0L), known);
    compared.put(node, known);
    for (long index = Math.max(from, state.logStart()) + 1; index <= known; index++) {
      Entry entry = state.log().get((int) (index - state.logStart()) - 1);
      Entry before = committed.putIfAbsent(index, entry);
      long broken = index;
      unless(
          before == null || before.equals(entry),
          STAYS,
          () -> "entry " + broken + " was committed, and " + node
              + " has committed another one there");
    }
  }

  private void lookForSnapshots(String node, Replica.State state) {
    sometimes.saw(ReplicationSubject.SHORTENED, state.logStart() > 0 ? 1 : 0);
    long before = receiving.getOrDefault(node, 0L);
    boolean isReplaced = before > 0 && state.logStart() == before;
    sometimes.saw(ReplicationSubject.REPLACED, isReplaced ? 1 : 0);
    boolean isInterrupted = down.remove(node) && before > 0 && state.receivingUpTo() == before;
    sometimes.saw(ReplicationSubject.INTERRUPTED, isInterrupted ? 1 : 0);
    receiving.put(node, state.receivingUpTo());
  }

  /**
   * Whether somebody of these may lead: where none of those in sync is left, or the last one has lost
   * its disk, nobody may.
   */
  boolean mayAnybodyLead(List<String> core) {
    return core.stream()
        .filter(cluster::isRunning)
        .map(node -> state(node).configuration())
        .max(Comparator.comparingLong(Configuration::epoch)
            .thenComparingLong(Configuration::version))
        .filter(latest -> latest.mode() == Mode.SYNC)
        .map(latest -> core.stream()
            .filter(latest.members()::contains)
            .anyMatch(node -> !cluster.isRunning(node) || state(node).isMember()))
        .orElse(true);
  }

  /** Whether all of these run, and hold what the last leader holds. */
  boolean holdsOneLog(List<String> core) {
    return lastLeader()
        .map(last -> core.stream()
            .allMatch(node -> cluster.isRunning(node) && holdsTheSame(state(node), last)))
        .orElse(false);
  }

  /** Where a snapshot stands for entries of one of them, what it adds up to tells. */
  private static boolean holdsTheSame(Replica.State one, Replica.State other) {
    long start = Math.max(one.logStart(), other.logStart());
    return one.lastIndex() == other.lastIndex()
        && one.content().equals(other.content())
        && behind(start, one).equals(behind(start, other));
  }

  private static List<Entry> behind(long index, Replica.State state) {
    return state.log().subList((int) (index - state.logStart()), state.log().size());
  }

  /** Who leads the latest epoch, if anybody does. */
  Optional<Replica.State> lastLeader() {
    return nodes.stream()
        .filter(cluster::isRunning)
        .map(this::state)
        .filter(Replica.State::isLeading)
        .max(Comparator.comparingLong(Replica.State::epoch));
  }
}
