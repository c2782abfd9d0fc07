package dev.understudy.replication.suite;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.cluster.Cluster;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks whether standbys follow each other in a circle. */
final class Circles {
  private Circles() {}

  /** Of those that run, whoever follows the upstreams from one on never comes back to it. */
  static void check(Cluster cluster, CascadingStandbySuite suite, List<String> standbys) {
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
            Tree.NO_CYCLE,
            () -> name + " follows " + upstreams.get(name) + ", and that one in the end " + name);
      }
    }
  }
}
