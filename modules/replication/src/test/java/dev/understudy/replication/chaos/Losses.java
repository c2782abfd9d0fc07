package dev.understudy.replication.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.cluster.Cluster;
import dev.understudy.replication.Replica;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What may be lost of what was acknowledged, whatever the mode: what a promoted leader lacks, and that
 * is lost exactly. While it leads, nothing is, however often it crashes.
 */
final class Losses {
  private static final String EXACTLY =
      "R3 what is lost of what was acknowledged is what a promoted leader lacked";
  private static final long NOBODY = 0;

  private final Cluster cluster;
  private final List<String> nodes;
  private final Watch watch;
  private final SortedMap<Long, String> atFirst = new TreeMap<>(); // by epoch: what its leader had
  private final SortedMap<Long, String> atLast = new TreeMap<>(); // the same when last seen
  private final SortedMap<String, Long> acknowledged = new TreeMap<>(); // in which epoch

  Losses(Cluster cluster, List<String> nodes, Watch watch) {
    this.cluster = cluster;
    this.nodes = nodes;
    this.watch = watch;
  }

  /** A client was told just now that this is written: by the leader of the latest epoch that has it. */
  void acknowledged(String token) {
    long epoch = nodes.stream()
        .filter(cluster::isRunning)
        .map(watch::state)
        .filter(state -> state.isLeading() && value(state).contains(token))
        .mapToLong(Replica.State::epoch)
        .max()
        .orElse(NOBODY);
    acknowledged.put(token, epoch);
  }

  /** Looks at those who lead and have applied what they found when they began. */
  void look() {
    for (String node : nodes) {
      if (cluster.isRunning(node)) {
        Replica.State state = watch.state(node);
        if (state.isLeading() && state.applied() > state.ledFrom()) {
          look(node, state.epoch(), value(state));
        }
      }
    }
  }

  private void look(String leader, long epoch, String value) {
    atFirst.putIfAbsent(epoch, value);
    String before = atLast.put(epoch, value);
    if (before != null && !value.startsWith(before)) {
      for (String token : acknowledged.keySet()) {
        unless(
            value.contains(token) || !mustHave(epoch, token),
            EXACTLY,
            () -> leader + ", which still leads epoch " + epoch + ", has no more " + token);
      }
    }
  }

  private boolean mustHave(long epoch, String token) {
    return acknowledged.get(token) == epoch || atFirst.getOrDefault(epoch, "").contains(token);
  }

  /** Judges what there is in the end, when this epoch is the latest. */
  void judge(long epoch, String value) {
    for (String token : acknowledged.keySet()) {
      boolean isThere = value.contains(token);
      unless(
          isThere == mustHave(epoch, token),
          EXACTLY,
          () -> token + " is " + (isThere ? "there" : "gone") + ", but the leader of epoch " + epoch
              + " had begun with " + atFirst.getOrDefault(epoch, "nothing"));
    }
  }

  private static String value(Replica.State state) {
    return state.content().getOrDefault(Diary.KEY, "");
  }
}
