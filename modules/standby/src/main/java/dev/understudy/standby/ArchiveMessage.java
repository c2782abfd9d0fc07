package dev.understudy.standby;

import dev.understudy.replication.Entry;
import java.util.List;

/** What one who makes backups and a replica say to each other. */
public sealed interface ArchiveMessage {
  /**
   * To a replica: the committed entries behind this one, please.
   *
   * @param index the last entry that is here already; 0 for none
   * @param epoch its epoch
   * @param most no more than this at a time
   */
  record ReadLog(long index, long epoch, int most) implements ArchiveMessage {}

  /**
   * The answer.
   *
   * @param entries what comes behind it; none if no more is committed
   */
  record LogRead(List<Entry> entries) implements ArchiveMessage {
    public LogRead {
      entries = List.copyOf(entries);
    }

    @Override
    public String toString() {
      return "LogRead[" + entries.size() + (entries.size() == 1 ? " entry]" : " entries]");
    }
  }

  /** The other answer: this replica does not have that entry, in that epoch, or not any more. */
  record NotHere(long index) implements ArchiveMessage {}
}
