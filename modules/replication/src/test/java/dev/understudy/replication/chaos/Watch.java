package dev.understudy.replication.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.cluster.Cluster;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Replica;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
  private List<Entry> committed = List.of(); // the longest that was seen

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
    List<Replica.State> states = running.stream().map(this::state).toList();
    for (int i = 0; i < running.size(); i++) {
      Replica.State state = states.get(i);
      mostApplied.merge(running.get(i), state.applied(), Math::max);
      sometimes.saw(ReplicationSubject.ALONE, state.isAlone() ? 1 : 0);
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
    List<Entry> log = state.log();
    for (int i = (int) from; i < known && i < committed.size(); i++) {
      int index = i;
      unless(
          log.get(i).equals(committed.get(i)),
          STAYS,
          () -> "entry " + (index + 1) + " was committed, and " + node
              + " has committed another one there");
    }
    committed = known > committed.size() ? log.subList(0, (int) known) : committed;
  }
}
