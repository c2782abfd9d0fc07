package dev.understudy.storage.zoo;

import dev.understudy.storage.JournalTwin;

/** Z16, second half: recovery cuts at any damage, also in what was promised. */
public final class CorruptMiddleCut implements JournalTwin {
  @Override
  public boolean mayCut(long firstDamagedLsn, long highestDurableMark) {
    return true;
  }
}
