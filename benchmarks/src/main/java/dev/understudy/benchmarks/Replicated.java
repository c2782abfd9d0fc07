package dev.understudy.benchmarks;

import java.util.function.Consumer;

/** Copies of something, and the one of them that takes the writes. */
interface Replicated extends AutoCloseable {
  /** Runs an action where the leader runs. */
  void onLeader(Runnable action);

  /**
   * Begins a write, where the leader runs; {@code over} is called there when it is acknowledged, then
   * with null, or when it is not, then with the reason.
   */
  void write(Consumer<Throwable> over);

  @Override
  void close();
}
