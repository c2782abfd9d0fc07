package dev.understudy.replication;

import java.time.Duration;
import java.util.List;

/**
 * What an operator reads of a replica, in the manner of PostgreSQL's {@code pg_stat_replication}. Only
 * a leader knows followers.
 *
 * @param name whose status it is
 * @param role leader, follower, or joining: has lost its disk and is no member yet
 * @param epoch the epoch it obeys
 * @param mode how writes are acknowledged that wish for nothing else
 * @param switchingTo the mode that is to be; "" if no switch is under way
 * @param lastIndex the end of its log, which its own disk holds
 * @param entries how many entries its log holds, behind those that a snapshot stands for
 * @param committed up to where the mode's rule says that entries are safe
 * @param applied the last entry that it has applied
 * @param counts what it has counted since it started
 * @param waiting how many answers wait for followers
 * @param refused how many requests this leader has refused, since too many were waiting
 * @param isAlone whether SEMI_SYNC goes on without its followers
 * @param fallbacks how often that came to be while this leader led
 * @param acknowledgedAlone how many writes it has acknowledged then that no follower had
 * @param alarms how often the lag alarm began to ring while this leader led
 * @param followers what it knows of each
 */
public record Status(
    String name,
    String role,
    long epoch,
    Mode mode,
    String switchingTo,
    long lastIndex,
    int entries,
    long committed,
    long applied,
    Counts counts,
    int waiting,
    long refused,
    boolean isAlone,
    long fallbacks,
    long acknowledgedAlone,
    long alarms,
    List<OfFollower> followers) {
  public Status {
    followers = List.copyOf(followers);
  }

  /** Of who does not lead. */
  static Status of(String name, String role, long epoch, Mode mode, Copy copy) {
    return new Status(
        name,
        role,
        epoch,
        mode,
        "",
        copy.lastIndex(),
        copy.log().length(),
        copy.committed(),
        copy.applied(),
        copy.counts(),
        0,
        0,
        false,
        0,
        0,
        0,
        List.of());
  }

  /** What a follower is for the mode. */
  public enum Part {
    /** Nobody waits for it. */
    ASYNCHRONOUS,
    /** It counts when it is among the first. */
    COUNTED,
    /** It is waited for. */
    IN_SYNC,
    /** It runs just behind, and is waited for lest it never catch up. */
    JOINING,
    /** It must catch up first. */
    OUT_OF_SYNC
  }

  /**
   * What the leader has heard of a follower. Positions are indexes of entries.
   *
   * @param name its name
   * @param part what it is for the mode
   * @param sent up to here was it sent the log
   * @param written up to here has it got it
   * @param flushed up to here its disk holds it
   * @param applied up to here has it applied it
   * @param entries how many entries its disk lacks
   * @param bytes how many bytes of UTF-8 the keys and values of their commands have together, as far
   *     as no snapshot stands for them
   * @param behind for how long it has lacked the first of them, or a little less than that
   * @param isAlarming whether the lag alarm rings for it
   */
  public record OfFollower(
      String name,
      Part part,
      long sent,
      long written,
      long flushed,
      long applied,
      long entries,
      long bytes,
      Duration behind,
      boolean isAlarming) {}
}
