package dev.understudy.replication;

import java.time.Duration;

/** What the parts of a replica need of the node that they live in. */
public interface Host {
  /** Its name. */
  String self();

  /** Says something when what this turn saved is durable. */
  void send(String to, Record message);

  /** Writes a remark for people into the trace. */
  void trace(String remark);

  /** Time on the node's own clock. */
  Duration now();

  /** The configuration that it saved last. */
  Configuration configuration();

  /** Saves the next one. */
  void configure(Configuration next);

  /** Adds an entry to the durable log. */
  void append(Entry entry);

  /** Cuts the durable log to so many entries. */
  void truncate(long length);

  /** Runs an action once after a delay on the node's own clock; replaces a timer of that name. */
  void setTimer(String name, Duration delay, Runnable action);
}
