package dev.understudy.replication;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Watches for how long each follower has lacked what its leader has. The alarm rings when that is more
 * than a limit, and is over when it is less than half of it: who lags just about so long does not make
 * it ring again and again. Each is told once, to a listener and into the trace.
 *
 * <p>It looks with every heartbeat of the leader, and knows the lag as well as {@link
 * Status.OfFollower#behind}: it may ring a little early, and is late by a heartbeat at most. It is no
 * detector: a follower that is gone lacks nothing until something is written.
 */
public final class LagWatch {
  /** The limit unless another is given. */
  public static final Duration LIMIT = Duration.ofSeconds(10);

  private final Duration limit;
  private final Consumer<LagAlarm> listener;
  private final Map<String, Duration> ringing = new TreeMap<>(); // for whom, and how far behind
  private long times;
  private String leader;
  private long epoch;
  private Consumer<String> trace;

  /** A watch with the usual limit, to which nobody listens. */
  public LagWatch() {
    this(LIMIT, alarm -> {});
  }

  /**
   * A watch for one leader of one epoch.
   *
   * @param listener is told of each alarm, on the leader's own loop
   */
  public LagWatch(Duration limit, Consumer<LagAlarm> listener) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "the lag alarm rings beyond " + limit.toMillis() + " ms: give 1 or more");
    }
    this.limit = limit;
    this.listener = listener;
  }

  /** This leader of this epoch is going to say what it sees; {@code newTrace} takes remarks. */
  void begin(String newLeader, long newEpoch, Consumer<String> newTrace) {
    leader = newLeader;
    epoch = newEpoch;
    trace = newTrace;
  }

  /** So far is the follower behind now. */
  void look(String follower, Duration behind) {
    boolean rang = ringing.containsKey(follower);
    boolean rings =
        rang ? behind.multipliedBy(2).compareTo(limit) >= 0 : behind.compareTo(limit) > 0;
    if (rings) {
      ringing.put(follower, behind);
    } else {
      ringing.remove(follower);
    }
    if (rings != rang) {
      times += rings ? 1 : 0;
      tell(new LagAlarm(leader, epoch, follower, behind, limit, rings, false));
    }
  }

  /** The leader leads no more. */
  void end() {
    ringing.forEach((follower, behind) ->
        tell(new LagAlarm(leader, epoch, follower, behind, limit, false, true)));
    ringing.clear();
  }

  private void tell(LagAlarm alarm) {
    trace.accept(alarm.text());
    listener.accept(alarm);
  }

  boolean isRingingFor(String follower) {
    return ringing.containsKey(follower);
  }

  /** How often it began to ring. */
  long times() {
    return times;
  }
}
