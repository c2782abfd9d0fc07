package dev.understudy.storage.zoo;

import dev.understudy.storage.StoreTwin;

/** S3: takes a snapshot by its name, whether or not its checksums fit and its end is there. */
public final class HalfSnapshotTaken implements StoreTwin {
  @Override
  public boolean isWhole(boolean fits) {
    return true;
  }
}
