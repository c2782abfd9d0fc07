package dev.understudy.sim;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A stream of random numbers that is the same for the same seed and name on every JDK (SplitMix64;
 * Steele, Lea, Flood 2014). Every user of randomness in a world has a stream of its own, so that one
 * more draw in one place does not change what is drawn in another.
 *
 * <p>Not thread-safe.
 */
public final class RandomStream implements RandomGenerator {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private long state;

  /** The stream called {@code name} of a seed. */
  public RandomStream(long seed, String name) {
    long hash = 0xCBF29CE484222325L; // FNV-1a over the name's UTF-16 units
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    state = mix(seed) ^ mix(hash);
  }

  @Override
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** A number from 0 to {@code bound - 1}. */
  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be above 0 but is " + bound);
    }
    // Multiply-shift: its bias is below 2^-32, and unlike the JDK's default it never changes.
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** A number from {@code origin} to {@code bound - 1}. */
  @Override
  public int nextInt(int origin, int bound) {
    return origin + nextInt(bound - origin);
  }

  /** A number from {@code 0} to {@code bound - 1}. */
  @Override
  public long nextLong(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be above 0 but is " + bound);
    }
    return Math.multiplyHigh(nextLong() >>> 1, bound << 1);
  }

  /** A number from 0 (inclusive) to 1 (exclusive). */
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  @Override
  public boolean nextBoolean() {
    return nextLong() < 0;
  }

  /** True with this probability. */
  public boolean chance(double probability) {
    return nextDouble() < probability;
  }

  /** A duration from {@code least} to {@code most}, both inclusive, to the nanosecond. */
  public Duration nextDuration(Duration least, Duration most) {
    long span = most.toNanos() - least.toNanos();
    if (span < 0) {
      throw new IllegalArgumentException("expected least <= most but got " + least + ", " + most);
    }
    return span == 0 ? least : least.plusNanos(nextLong(span + 1));
  }

  /** One of the list's elements. */
  public <T> T pick(List<T> from) {
    return from.get(nextInt(from.size()));
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
