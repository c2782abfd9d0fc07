package dev.understudy.benchmarks;

/** Copies of something, and the one of them that takes the writes. */
interface Replicated extends AutoCloseable {
  /** Runs an action where the leader runs. */
  void onLeader(Runnable action);

  /** Begins a write, where the leader runs; {@code acknowledged} is called there when it is done. */
  void write(Runnable acknowledged);

  @Override
  void close();
}
