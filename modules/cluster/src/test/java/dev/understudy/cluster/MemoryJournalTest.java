package dev.understudy.cluster;

class MemoryJournalTest extends JournalContract {
  @Override
  Journal newJournal() {
    return new MemoryJournal();
  }
}
