package dev.understudy.replication;

/** How far a copy must have come with a write before it counts; the leader's own is always flushed. */
public enum Point {
  /** The follower has it in memory. One power cut that hits all may lose it. */
  WRITTEN,
  /** The follower's disk holds it. */
  FLUSHED,
  /** The follower has applied it too: who reads there sees it. */
  APPLIED
}
