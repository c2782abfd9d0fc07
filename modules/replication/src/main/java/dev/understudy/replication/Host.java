package dev.understudy.replication;

import java.time.Duration;
import java.util.List;

/** What the parts of a replica need of the node that they live in. */
interface Host {
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

  /** Cuts the durable log to so many entries. */
  void truncate(long length);
}
