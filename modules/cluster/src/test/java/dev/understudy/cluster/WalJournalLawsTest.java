package dev.understudy.cluster;

import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.UnsyncedLoss;
import java.util.random.RandomGenerator;

class WalJournalLawsTest extends JournalLaws {
  private SimulatedDisk disk;

  @Override
  Journal newJournal(RandomGenerator chance) {
    disk = new SimulatedDisk(chance);
    return new WalJournal(disk, new RecordCodec(), loss -> {
      disk.unsyncedLoss(loss);
      disk.crash();
    });
  }

  @Override
  void crash(Journal journal, UnsyncedLoss loss) {
    journal.crash(loss);
  }
}
