package dev.understudy.backup;

import dev.understudy.sim.World;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The wall clock of a simulated world, which begins on a Monday at midnight. */
final class WorldClock extends Clock {
  private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");

  private final World world;

  WorldClock(World world) {
    this.world = world;
  }

  @Override
  public Instant instant() {
    return MONDAY.plus(world.now());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a world has no zones");
  }
}
