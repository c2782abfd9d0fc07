package dev.understudy.replication;

/** What happens to the victim of a {@link ReplicationDrill}. */
public enum Failure {
  /** It stops and forgets; its disk stays. It comes back late, or not before the drill ends. */
  CRASH,
  /** It stands still for some seconds and then goes on as if nothing had been. */
  PAUSE,
  /** It works, but reaches only the clients on its side of the cut, for some seconds. */
  PARTITION
}
