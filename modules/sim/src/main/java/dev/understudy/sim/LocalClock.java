package dev.understudy.sim;

import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;

/**
 * A node's own clock: a straight line over the world's time whose slope (drift) and height (jump)
 * can be changed while it runs. Timers of the node follow it.
 */
final class LocalClock implements Ticker {
  /** Far above zero: Netty takes a negative deadline for an overflow and would never fire it. */
  private static final long BASE_NANOS = 1_000_000_000_000_000L;

  private final World world;
  private long globalAnchorNanos;
  private long localAnchorNanos = BASE_NANOS;
  private double rate = 1.0;

  LocalClock(World world) {
    this.world = world;
  }

  @Override
  public long initialNanoTime() {
    return 0;
  }

  @Override
  public long nanoTime() {
    return local(world.nowNanos());
  }

  @Override
  public void sleep(long delay, TimeUnit unit) {
    throw new UnsupportedOperationException("a simulated node cannot sleep: set a timer instead");
  }

  /** From now on this clock runs {@code rate} times as fast as the world's. */
  void drift(double newRate) {
    if (!(newRate > 0.001 && newRate < 1000)) {
      throw new IllegalArgumentException(
          "a clock's rate must lie between 0.001 and 1000 but is " + newRate);
    }
    anchor();
    rate = newRate;
  }

  /** Shows what another clock shows, now and from now on: a node that restarts keeps its clock. */
  void continueFrom(LocalClock other) {
    globalAnchorNanos = world.nowNanos();
    localAnchorNanos = other.nanoTime();
    rate = other.rate;
  }

  /** Moves this clock forward or back, now. */
  void jump(long nanos) {
    anchor();
    localAnchorNanos = Math.max(1, localAnchorNanos + nanos);
  }

  /** The world's time at which this clock shows {@code local} or more. */
  long global(long local) {
    if (rate == 1.0) {
      return local - localAnchorNanos + globalAnchorNanos;
    }
    long global = globalAnchorNanos + (long) Math.ceil((local - localAnchorNanos) / rate);
    while (local(global) < local) {
      global++;
    }
    return global;
  }

  /** Nanoseconds that this clock has shown since the world began (it may have jumped). */
  long elapsedNanos() {
    return nanoTime() - BASE_NANOS;
  }

  private long local(long global) {
    long passed = global - globalAnchorNanos;
    return localAnchorNanos + (rate == 1.0 ? passed : (long) (passed * rate));
  }

  private void anchor() {
    localAnchorNanos = nanoTime();
    globalAnchorNanos = world.nowNanos();
  }
}
