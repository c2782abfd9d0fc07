package dev.understudy.cluster;

class MemoryJournalLawsTest extends JournalLaws {
  @Override
  Journal newJournal() {
    return new MemoryJournal();
  }
}
