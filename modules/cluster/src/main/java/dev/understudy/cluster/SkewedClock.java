package dev.understudy.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;

/** A clock that is wrong by so much. */
final class SkewedClock extends Clock {
  private final Clock right;
  private final Supplier<Duration> skew;

  SkewedClock(Clock right, Supplier<Duration> skew) {
    this.right = right;
    this.skew = skew;
  }

  @Override
  public ZoneId getZone() {
    return right.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new SkewedClock(right.withZone(zone), skew);
  }

  @Override
  public Instant instant() {
    return right.instant().plus(skew.get());
  }
}
