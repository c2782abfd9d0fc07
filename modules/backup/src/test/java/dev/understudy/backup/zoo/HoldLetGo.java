package dev.understudy.backup.zoo;

import dev.understudy.backup.BackupSource;
import dev.understudy.backup.BackupTwin;
import dev.understudy.storage.Hold;

/** B4 left out: the store may delete what is still to be copied. */
public final class HoldLetGo implements BackupTwin {
  @Override
  public Hold held(BackupSource source) {
    Hold hold = source.hold();
    hold.close();
    return hold;
  }
}
