package dev.understudy.backup.zoo;

import dev.understudy.backup.BackupTwin;
import dev.understudy.backup.Goal;

/** B3 left out: a restore to a time takes all that the link of that time holds. */
public final class WholeLinksOnly implements BackupTwin {
  @Override
  public boolean isIn(long lsn, long epochMillis, Goal goal) {
    return true;
  }
}
