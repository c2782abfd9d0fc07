package dev.understudy.backup.zoo;

import dev.understudy.backup.BackupTwin;
import dev.understudy.backup.Contents;
import dev.understudy.backup.Link;

/** Z18: where a link is missing the one before it will do. */
public final class MissingLinkSkipped implements BackupTwin {
  @Override
  public Link parentOf(Link child, Contents contents) {
    return contents
        .link(child.manifest().parent())
        .orElseGet(() -> contents.links().stream()
            .filter(link -> link.id().compareTo(child.id()) < 0)
            .reduce((older, newer) -> newer)
            .orElseThrow());
  }
}
