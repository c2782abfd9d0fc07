package dev.understudy.replication;

/** Whom the failure of a {@link ReplicationDrill} hits. */
public enum Victim {
  /** The replica that leads. */
  LEADER,
  /** One that follows. */
  FOLLOWER
}
