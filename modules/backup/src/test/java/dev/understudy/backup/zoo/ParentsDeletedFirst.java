package dev.understudy.backup.zoo;

import dev.understudy.backup.BackupTwin;
import dev.understudy.backup.Link;
import java.util.List;

/** B5, its second half, left out: who is interrupted leaves links that stand on nothing. */
public final class ParentsDeletedFirst implements BackupTwin {
  @Override
  public List<Link> inOrderOfDeletion(List<Link> dropped, List<Link> all) {
    return dropped;
  }
}
