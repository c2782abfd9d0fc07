package dev.understudy.backup.zoo;

import dev.understudy.backup.BackupTwin;
import dev.understudy.backup.Link;

/** B7 left out: a manifest may name any file. */
public final class AnyName implements BackupTwin {
  @Override
  public void checkNames(Link link) {}
}
