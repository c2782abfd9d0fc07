package dev.understudy.backup.zoo;

import dev.understudy.backup.BackupTwin;

/** B7 left out: nobody looks at what lies where the restore goes to. */
public final class AnyPlace implements BackupTwin {
  @Override
  public boolean looksAtPlace() {
    return false;
  }
}
