package dev.understudy.replication.reads;

import java.time.Duration;
import java.util.List;

/** What {@link Serving} needs of the replica that it serves. Indexes count entries from 1. */
public interface ReadHost {
  /** Time on the replica's own clock. */
  Duration now();

  /** Says something when what this turn saved is durable. */
  void send(String to, Record message);

  /** Runs an action once after a delay; replaces a timer of that name. */
  void setTimer(String name, Duration delay, Runnable action);

  /** The last entry that {@link #get} takes into account; a leader may apply what is not committed. */
  long applied();

  /** Up to where entries are known to be committed. */
  long committed();

  /** Up to where a snapshot stands for the log; 0 if none does. */
  long base();

  /** The epoch of the entry with this index, which is between the base and the end; 0 for index 0. */
  long epochAt(long index);

  /** The value of a key, or null. */
  String get(String key);

  /** The latest epoch that the replica has heard of. */
  long epoch();

  /** Who leads, as far as it knows, or "". */
  String leader();

  /** Whom it follows; "" if it leads, or does not know. */
  String upstream();

  /** Whether its word counts: it is a member, and has not forgotten on a lost disk what it promised. */
  boolean isCounted();

  /** Whether it leads, and knows of all that earlier leaders may have acknowledged. */
  boolean mayVouch();

  /** The other members, if it leads. */
  List<String> others();
}
