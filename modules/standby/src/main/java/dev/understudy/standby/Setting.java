package dev.understudy.standby;

import java.time.Duration;

/**
 * What is declared in a {@link StandbyDrill}; everything else happens. A restore takes as long as size
 * divided by rate says, so a small store may stand for a great one if its rate is made as much
 * smaller; and an interval of ten seconds between backups stands for one of a day: what is lost is a
 * share of it.
 *
 * @param bytes how much data there is before clients come, in values of 4 KiB
 * @param heartbeat how often the monitor asks the leader
 * @param misses so many answers must be missing before it suspects
 * @param decision warm: how long somebody takes to make sure that the leader is gone
 * @param backupEvery cold: the time between two backups
 * @param provisioning cold: until there is a new machine
 * @param bytesPerSecond cold: how much it reads
 * @param perRecord cold: how long the replay of a record takes
 */
public record Setting(
    long bytes,
    Duration heartbeat,
    int misses,
    Duration decision,
    Duration backupEvery,
    Duration provisioning,
    long bytesPerSecond,
    Duration perRecord) {

  /**
   * 256 KiB, read at 16 KiB a second, as 1 GiB at 64 MiB a second; a heartbeat each second, of which
   * three must be missing; 15 s to decide, 60 s for a machine, 10 µs a record; a backup every 10 s.
   */
  public static final Setting USUAL = new Setting(
      256 << 10,
      Duration.ofSeconds(1),
      3,
      Duration.ofSeconds(15),
      Duration.ofSeconds(10),
      Duration.ofSeconds(60),
      16 << 10,
      Duration.ofNanos(10_000));

  /**
   * The same where both regions may be lost: two minutes to decide that the home region is gone, ten
   * for the machines of a third one. The interval of ten seconds stands for a week.
   */
  public static final Setting REGIONAL = new Setting(
      USUAL.bytes,
      USUAL.heartbeat,
      USUAL.misses,
      Duration.ofMinutes(2),
      USUAL.backupEvery,
      Duration.ofMinutes(10),
      USUAL.bytesPerSecond,
      USUAL.perRecord);

  /** Refuses what would not end. */
  public Setting {
    if (bytes < 0
        || misses < 1
        || bytesPerSecond < 1
        || heartbeat.toMillis() < 1
        || backupEvery.toMillis() < 100) {
      throw new IllegalArgumentException(
          "a standby drill needs 0 bytes or more, 1 miss or more, a rate"
              + " above 0, a heartbeat of 1 ms or more and 100 ms or more between backups, but it has "
              + "%d, %d, %d, %s and %s"
                  .formatted(bytes, misses, bytesPerSecond, heartbeat, backupEvery));
    }
  }

  /** The same with another person. */
  public Setting withDecision(Duration time) {
    return new Setting(
        bytes, heartbeat, misses, time, backupEvery, provisioning, bytesPerSecond, perRecord);
  }

  /** The same with backups more or less often. */
  public Setting withBackupEvery(Duration time) {
    return new Setting(
        bytes, heartbeat, misses, decision, time, provisioning, bytesPerSecond, perRecord);
  }

  /** The same with another monitor. */
  public Setting withHeartbeat(Duration interval, int most) {
    return new Setting(
        bytes, interval, most, decision, backupEvery, provisioning, bytesPerSecond, perRecord);
  }

  /** The same with so much data. */
  public Setting withBytes(long size) {
    return new Setting(
        size, heartbeat, misses, decision, backupEvery, provisioning, bytesPerSecond, perRecord);
  }
}
