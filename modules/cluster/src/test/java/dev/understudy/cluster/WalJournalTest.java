package dev.understudy.cluster;

import dev.understudy.sim.RandomStream;
import dev.understudy.storage.SimulatedDisk;

class WalJournalTest extends JournalContract {
  private final SimulatedDisk disk = new SimulatedDisk(new RandomStream(1, "disk"));

  @Override
  Journal newJournal() {
    return new WalJournal(disk, new RecordCodec(), loss -> disk.crash());
  }
}
