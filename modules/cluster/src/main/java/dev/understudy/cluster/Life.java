package dev.understudy.cluster;

/**
 * What has befallen one incarnation of a node: crashed, paused, slow. Written by whoever has the world
 * in hand, read on the node's loop, where {@link Turns} acts on it.
 */
final class Life {
  private volatile boolean crashed;
  private volatile boolean started;
  private volatile boolean paused;
  private volatile long nanosPerEvent;

  /** From now on nothing of this incarnation happens. */
  void cutOff() {
    crashed = true;
  }

  boolean isCutOff() {
    return crashed;
  }

  void begin() {
    started = true;
  }

  /** True once the node has loaded what it had: only then does it have a state. */
  boolean hasStarted() {
    return started;
  }

  /** From now on nothing happens here until the release. */
  void hold() {
    paused = true;
  }

  void release() {
    paused = false;
  }

  boolean isHeld() {
    return paused;
  }

  /** From now on the node handles one event at a time, and each takes so long; 0 ends that. */
  void slowDown(long nanos) {
    nanosPerEvent = nanos;
  }

  long nanosPerEvent() {
    return nanosPerEvent;
  }
}
