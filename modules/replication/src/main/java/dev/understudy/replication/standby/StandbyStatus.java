package dev.understudy.replication.standby;

import dev.understudy.replication.Counts;
import java.time.Duration;
import java.util.List;

/**
 * What an operator reads of a standby. What it is behind is counted from what it has heard of the
 * leader, which is as old as its way through the tree is long.
 *
 * @param name whose status it is
 * @param role standby, or leader when it was promoted
 * @param upstream who feeds it; "" if nobody does
 * @param depth how many steps it is away from the leader
 * @param epoch the epoch of the leader that it hears of
 * @param lastIndex the end of its log
 * @param entries how many committed entries it lacks
 * @param behind for how long it has known of the first of them
 * @param isCutOff whether it has heard nothing new of the leader for longer than it should
 * @param counts what it has counted since it started
 * @param downstreams whom it feeds
 */
public record StandbyStatus(
    String name,
    String role,
    String upstream,
    int depth,
    long epoch,
    long lastIndex,
    long entries,
    Duration behind,
    boolean isCutOff,
    Counts counts,
    List<String> downstreams) {
  public StandbyStatus {
    downstreams = List.copyOf(downstreams);
  }
}
