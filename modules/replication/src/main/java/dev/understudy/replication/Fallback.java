package dev.understudy.replication;

import java.time.Duration;

/**
 * When SEMI_SYNC goes on with the leader's disk alone: its followers have not answered for so long,
 * and somebody waits for them. It waits for them again as soon as they have caught up, and all of
 * this is told.
 */
final class Fallback {
  /** Begins the remark that it goes on alone. */
  static final String ALONE = "semi-sync goes on alone: ";

  /** The remark that it does so no more. */
  static final String TOGETHER = "semi-sync waits for its followers again";

  private final SemiSync settings;
  private final Rules rules;
  private final Host host;
  private long mark; // the end of the log when enough followers last kept up
  private Duration since; // since then
  private boolean isAlone;
  private long times;

  Fallback(SemiSync settings, Rules rules, Host host) {
    this.settings = settings;
    this.rules = rules;
    this.host = host;
    since = host.now();
  }

  /** True while nobody is waited for. */
  boolean isAlone() {
    return isAlone;
  }

  /** How often it has come to this. */
  long times() {
    return times;
  }

  /**
   * Looks, at a heartbeat, whether the followers keep up.
   *
   * @param reached up to where enough of them hold the log
   * @param isAwaited whether anybody waits for that
   */
  void beat(long reached, long lastIndex, boolean isAwaited) {
    boolean keepsUp = reached >= mark; // with what there was at the heartbeat before
    if (isAlone) {
      isAlone = !rules.waitsAgain(keepsUp);
      mark = lastIndex;
      since = host.now();
      if (!isAlone) {
        host.trace(TOGETHER);
      }
    } else if (keepsUp || !isAwaited) {
      mark = lastIndex;
      since = host.now();
    } else if (host.now().minus(since).compareTo(settings.patience()) >= 0) {
      isAlone = true;
      times++;
      host.trace(ALONE + "fewer than " + settings.followers() + " followers have answered for "
          + settings.patience().toMillis() + " ms");
    }
  }
}
