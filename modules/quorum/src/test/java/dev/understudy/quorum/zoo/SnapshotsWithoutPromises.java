package dev.understudy.quorum.zoo;

import dev.understudy.quorum.Change;
import dev.understudy.quorum.Rules;
import dev.understudy.quorum.chaos.ShortJournal;
import java.util.List;

/** K2 removed: its snapshot holds every copy, but not which version it has promised to which write. */
public final class SnapshotsWithoutPromises extends ShortJournal {
  public SnapshotsWithoutPromises(Rules rules) {
    super(rules);
  }

  @Override
  protected List<Change.Entry> snapshot(List<Change.Entry> all) {
    return all.stream()
        .filter(entry -> !(entry.change() instanceof Change.Claim))
        .toList();
  }
}
