package dev.understudy.replication;

import java.time.Duration;
import java.util.List;

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

  /** Saves the newest record of its type. */
  void save(Record record);

  /** Adds an entry to the durable log. */
  void append(Entry entry);

  /** Keeps records, that are about to be given up, in a file of this name for the operator. */
  void setAside(String name, List<? extends Record> records);

  /** Cuts the durable log behind the entry with this index. */
  void truncate(long length);

  /**
   * Lets a snapshot stand for the front of the durable log, in the background.
   *
   * @return false, and nothing is done, while an earlier one is being written
   */
  boolean compact(Snapshot snapshot);

  /** Replaces the whole durable log by a snapshot, and gives up what was staged. */
  void replace(Snapshot snapshot);

  /** Keeps a chunk of a snapshot beside the log, durable, until the snapshot is whole. */
  void stage(Chunk chunk);

  /** Gives up the chunks that were staged. */
  void unstage();

  /** Runs an action once after a delay on the node's own clock; replaces a timer of that name. */
  void setTimer(String name, Duration delay, Runnable action);
}
