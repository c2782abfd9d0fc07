package dev.understudy.backup;

import dev.understudy.storage.Hold;

/** What can be backed up: {@code store::hold} of a store that is open, for one. */
@FunctionalInterface
public interface BackupSource {

  /** Holds the source as it is now, so that it can be copied while it goes on. */
  Hold hold();
}
