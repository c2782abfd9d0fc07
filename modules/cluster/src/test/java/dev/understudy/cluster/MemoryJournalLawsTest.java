package dev.understudy.cluster;

import dev.understudy.storage.UnsyncedLoss;
import java.util.random.RandomGenerator;

class MemoryJournalLawsTest extends JournalLaws {
  @Override
  Journal newJournal(RandomGenerator chance) {
    return new MemoryJournal();
  }

  /** Loses all of it, whatever a disk would do. */
  @Override
  void crash(Journal journal, UnsyncedLoss loss) {
    journal.crash(UnsyncedLoss.ALL);
  }
}
