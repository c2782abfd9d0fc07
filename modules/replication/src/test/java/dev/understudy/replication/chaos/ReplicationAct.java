package dev.understudy.replication.chaos;

import java.time.Duration;

/** What people do while replicas break. */
public sealed interface ReplicationAct {
  /** A client appends so many times to the one value. */
  record Write(String client, int times) implements ReplicationAct {}

  /** An operator promotes after this time, unless it is at it already. */
  record Promote(String operator, Duration reaction) implements ReplicationAct {}
}
