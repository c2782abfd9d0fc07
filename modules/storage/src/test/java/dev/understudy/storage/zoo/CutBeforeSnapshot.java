package dev.understudy.storage.zoo;

import dev.understudy.storage.SnapshotFile;
import dev.understudy.storage.StoreTwin;
import java.util.List;

/** S2: cuts the journal for a snapshot that is still to be written. */
public final class CutBeforeSnapshot implements StoreTwin {
  @Override
  public long mayCutTo(List<SnapshotFile> whole, long applied) {
    return applied;
  }
}
