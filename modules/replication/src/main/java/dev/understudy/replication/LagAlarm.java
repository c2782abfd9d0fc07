package dev.understudy.replication;

import java.time.Duration;
import java.util.Locale;

/**
 * What a {@link LagWatch} tells: the alarm for a follower begins to ring, or is over.
 *
 * @param leader who noticed
 * @param epoch the epoch that it leads
 * @param follower who lags, or did
 * @param behind for how long it lacks what its leader has
 * @param limit beyond so much the alarm rings
 * @param isRinging whether it begins
 * @param isLeaderGone whether it is over only because another leader watches from now on
 */
public record LagAlarm(
    String leader,
    long epoch,
    String follower,
    Duration behind,
    Duration limit,
    boolean isRinging,
    boolean isLeaderGone) {

  /** The same in words, without the leader. */
  public String text() {
    if (isLeaderGone) {
      return "lag alarm over: another leader watches " + follower;
    }
    return isRinging
        ? "lag alarm: " + follower + " is " + seconds(behind) + " behind, more than "
            + seconds(limit)
        : "lag alarm over: " + follower + " is " + seconds(behind) + " behind";
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
  }
}
