package dev.understudy.backup.zoo;

import dev.understudy.backup.BackupTwin;
import dev.understudy.backup.Link;
import java.util.List;

/** B1 left out: the newest link of a chain is checked, but not restored. */
public final class LastLinkForgotten implements BackupTwin {
  @Override
  public List<Link> replayed(List<Link> chain) {
    return chain.subList(0, Math.max(1, chain.size() - 1));
  }
}
