package dev.understudy.backup.zoo;

import dev.understudy.backup.BackupTwin;
import dev.understudy.backup.Link;
import java.util.List;

/** B5 left out: whatever is old goes, and the newest link stays alone. */
public final class DeletedByAge implements BackupTwin {
  @Override
  public List<Link> inOrderOfDeletion(List<Link> dropped, List<Link> all) {
    return all.subList(0, all.size() - 1);
  }
}
