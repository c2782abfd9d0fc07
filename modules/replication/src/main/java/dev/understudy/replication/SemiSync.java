package dev.understudy.replication;

import java.time.Duration;

/**
 * How {@link Mode#SEMI_SYNC} waits.
 *
 * @param followers for so many followers, 1 or more
 * @param patience for about so long: it is looked at with every heartbeat
 */
public record SemiSync(int followers, Duration patience) {
  /** One follower, a second. */
  public static final SemiSync DEFAULT = new SemiSync(1, Duration.ofSeconds(1));

  /** Refuses to wait for nobody, and not to wait. */
  public SemiSync {
    if (followers < 1 || patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException("semi-sync waits for " + followers + " followers and "
          + patience.toMillis() + " ms: give 1 or more of each");
    }
  }
}
