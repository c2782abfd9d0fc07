package dev.understudy.sim;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A node's own clock: a straight line over the world's time whose slope (drift) and height (jump)
 * can be changed while it runs. Timers of the node follow it.
 */
final class LocalClock implements Ticker {
  /**
   * 146 years, so that a clock can jump as far back: Netty takes a negative deadline for an overflow
   * and would never fire it. As many years are left ahead.
   */
  private static final long BASE_NANOS = 1L << 62;

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
    long shown = nanoTime();
    if (nanos > Long.MAX_VALUE - shown || shown + nanos < 1) {
      throw new IllegalArgumentException(
          "a clock can be moved by at most 146 years in all but shall jump by another "
              + Duration.ofNanos(nanos));
    }
    anchor();
    localAnchorNanos += nanos;
  }

  /**
   * The world's time at which this clock shows {@code local} or more; {@code Long.MAX_VALUE}, which
   * is never, if that lies beyond all time.
   */
  long global(long local) {
    if (local == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long away = local - localAnchorNanos;
    if (rate == 1.0) {
      return sum(globalAnchorNanos, away);
    }
    long global = sum(globalAnchorNanos, (long) Math.ceil(away / rate));
    while (local(global) < local && global < Long.MAX_VALUE) {
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
    return sum(localAnchorNanos, rate == 1.0 ? passed : (long) (passed * rate));
  }

  /** The sum of a time and a span, at most {@code Long.MAX_VALUE}: an overflow would be the past. */
  private static long sum(long time, long span) {
    return span > Long.MAX_VALUE - time ? Long.MAX_VALUE : time + span;
  }

  private void anchor() {
    localAnchorNanos = nanoTime();
    globalAnchorNanos = world.nowNanos();
  }
}
