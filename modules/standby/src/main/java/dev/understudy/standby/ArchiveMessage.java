package dev.understudy.standby;

import dev.understudy.replication.Chunk;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Stamp;
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

  /**
   * The other answer: this replica does not have that entry, in that epoch, or not any more.
   *
   * @param index the entry that was named; 0 for none
   * @param start the log begins behind this entry: if that is later, a snapshot stands for what was
   *     asked for
   */
  record NotHere(long index, long start) implements ArchiveMessage {}

  /**
   * To a replica: a chunk of your newest snapshot, please.
   *
   * @param of which one, if chunks of it are here already; null for the newest
   * @param number the number of the chunk, from 0
   */
  record ReadSnapshot(Stamp of, int number) implements ArchiveMessage {}

  /** The answer; there is none when the replica does not have that snapshot, or not any more. */
  record SnapshotRead(Chunk chunk) implements ArchiveMessage {}
}
