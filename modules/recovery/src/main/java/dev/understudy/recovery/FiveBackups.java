package dev.understudy.recovery;

import dev.understudy.cluster.Cluster;

/**
 * The night of 31 January 2017, in which GitLab.com had five ways to get its database back and none
 * of them worked, played again with a database, a secondary, jobs and people in virtual time.
 *
 * <p>What failed then fails here, for the same reasons: the secondary lagged under load until the
 * primary had removed the journal it needed, had to be wiped, and the primary was wiped in its place;
 * the dump was made by a tool of another version, and the mails that said so were rejected; snapshots
 * of disks were not enabled for the database; the log was not archived. A copy of the volume that
 * somebody had made by hand at 17:20, for another purpose and on a slow disk, was all that was left.
 *
 * <p>Small here: the data, 256 KiB for 310 GB, and with it every rate. Declared: when load and people
 * come, how long people look at each mechanism, how fast a disk and the secondary are. The last two
 * are chosen so that the secondary is lost at about 23:00 and users wait about eighteen hours, as it
 * was; so these two times are no findings. Measured: that and why each mechanism fails, what each has
 * to give, which acknowledged writes are lost, what a restore drill says and when the alarm rings.
 *
 * <p>Source: GitLab, "Postmortem of database outage of January 31", 2017. That there were five comes
 * from the notes of the night itself, which were public.
 */
public final class FiveBackups {
  private FiveBackups() {}

  /** The night as it was. */
  public static Night asItWas(long seed) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      return asItWas(cluster);
    }
  }

  /**
   * The same night, but one of the mechanisms, the archive of the log, is set up, every mechanism is
   * restored every day, and an alarm looks at how old the last executed restore of each is.
   */
  public static Night withVerifiedBackups(long seed) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      return withVerifiedBackups(cluster);
    }
  }

  static Night asItWas(Cluster cluster) {
    return new NightStage(cluster, false).play();
  }

  static Night withVerifiedBackups(Cluster cluster) {
    return new NightStage(cluster, true).play();
  }
}
