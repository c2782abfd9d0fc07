package dev.understudy.replication.suite;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Replica;
import dev.understudy.replication.standby.StandbyMessage.Feed;
import dev.understudy.replication.standby.StandbyMessage.Subscribe;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is promised of standbys that follow each other, in words, and how to see whether it is kept. */
final class Tree {
  static final String PREFIX = "R4 a standby's log is a prefix of the leader's";
  static final String POSITION = Promises.POSITION;
  static final String FROM_WHERE_IT_STANDS =
      "C1 a standby catches up from where it stands, whoever feeds it";
  static final String NO_CYCLE = "R7 no standby follows who stands below it";
  static final String NOT_AHEAD = "R7 no standby is ahead of its upstream";
  static final String MOVES =
      "L who hears nothing new of the leader follows somebody who does, if it can reach one";
  static final String STAYS = "L who hears of the leader stays where it is";
  static final String EQUAL = "R8 in the end every standby holds the leader's log";

  private Tree() {}

  /** Of those that run, whoever follows the upstreams from one on never comes back to it. */
  static void expectNoCycle(Cluster cluster, CascadingStandbySuite suite, List<String> standbys) {
    SortedMap<String, String> upstreams = new TreeMap<>();
    standbys.stream()
        .filter(cluster::isRunning)
        .forEach(name -> upstreams.put(name, suite.viewOf(cluster, name).upstream()));
    for (String name : upstreams.keySet()) {
      String at = name;
      for (int steps = 0; steps < standbys.size(); steps++) {
        at = upstreams.getOrDefault(at, "");
        String above = at;
        unless(
            !above.equals(name),
            NO_CYCLE,
            () -> name + " follows " + upstreams.get(name) + ", and that one in the end " + name);
      }
    }
  }

  /** Each of these holds the whole log of the leader. */
  static void expectEqual(
      Cluster cluster, CascadingStandbySuite suite, String leader, List<String> standbys) {
    List<Entry> log = cluster.state(leader, Replica.State.class).log();
    for (String name : standbys) {
      List<Entry> theirs = suite.viewOf(cluster, name).log();
      unless(
          theirs.equals(log),
          Tree.EQUAL,
          () -> name + " has " + theirs.size() + " of " + log.size() + " entries");
    }
  }

  /** Since this event nothing was sent to it that it had already. */
  static void expectNothingBefore(Cluster cluster, String name, int had, int event) {
    List<TraceEvent> all = cluster.trace().events();
    for (TraceEvent since : all.subList(event, all.size())) {
      if (since instanceof TraceEvent.Sent sent
          && sent.to().equals(name)
          && sent.message() instanceof Feed feed
          && !feed.entries().isEmpty()) {
        unless(
            feed.previousIndex() >= had,
            FROM_WHERE_IT_STANDS,
            () -> name + " had " + had + " entries on its disk and was sent " + feed);
      }
    }
  }

  /** Since this event nobody has asked to be fed. */
  static void expectNobodyAsks(Cluster cluster, int event) {
    List<TraceEvent> all = cluster.trace().events();
    for (TraceEvent since : all.subList(event, all.size())) {
      unless(
          !(since instanceof TraceEvent.Sent sent && sent.message() instanceof Subscribe),
          STAYS,
          () -> "nothing is wrong, and there is " + since);
    }
  }
}
