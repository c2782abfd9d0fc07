package dev.understudy.storage.zoo;

import dev.understudy.storage.CorruptJournalException;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.JournalTwin;
import dev.understudy.storage.Recovered;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A journal of fifty records, flushed after every tenth, damaged in every possible single place.
 * Throws {@link AssertionError} when W2 does not hold: what the later marks vouch for is refused,
 * what none vouches for is cut, and no damage goes unnoticed.
 */
public final class JournalRot {
  private static final String FILE = "wal-0000000000000001.log";
  private static final int HEADER = 36;
  private static final int RECORDS = 50;
  private static final int FLUSH_EVERY = 10;
  private static final int HIGHEST_MARK = RECORDS - FLUSH_EVERY;

  private final JournalTwin journal;
  private final List<Buffer> records = new ArrayList<>();
  private final Buffer bytes;

  /** Writes the journal once, by the real one. */
  public JournalRot(JournalTwin journal) {
    this.journal = journal;
    SimulatedDisk disk = new SimulatedDisk(new Random(0));
    WriteAheadLog log = WriteAheadLog.open(disk).result().log();
    for (int i = 1; i <= RECORDS; i++) {
      records.add(Buffer.buffer("record " + i));
      log.append(records.get(i - 1));
      if (i % FLUSH_EVERY == 0) {
        log.flush();
      }
    }
    DiskFile file = disk.open(FILE);
    bytes = file.read(0, (int) file.size());
  }

  /** Flips every bit, one after the other, and returns how many. */
  public int flipEveryBit() {
    for (int bit = 0; bit < bytes.length() * 8; bit++) {
      Buffer damaged = bytes.copy();
      damaged.setByte(bit / 8, (byte) (damaged.getByte(bit / 8) ^ (1 << (bit % 8))));
      int record = recordAt(bit / 8);
      Future<Recovered> opening = journal.open(diskWith(damaged), WriteAheadLog.Options.defaults());
      if (record <= HIGHEST_MARK) {
        check(
            opening.failed() && opening.cause() instanceof CorruptJournalException,
            "bit %d of durable record %d flipped and not refused",
            bit,
            record);
      } else {
        check(isPrefix(opening, record - 1), "bit %d of record %d flipped", bit, record);
      }
    }
    return bytes.length() * 8;
  }

  /** Cuts the file at every byte, and returns how many. */
  public int cutEverywhere() {
    for (int size = 0; size < bytes.length(); size++) {
      Future<Recovered> opening =
          journal.open(diskWith(bytes.getBuffer(0, size)), WriteAheadLog.Options.defaults());
      check(isPrefix(opening, recordAt(size) - 1), "cut at byte %d", size);
    }
    return bytes.length();
  }

  private boolean isPrefix(Future<Recovered> opening, int length) {
    return opening.succeeded() && opening.result().records().equals(records.subList(0, length));
  }

  /** The number of the record to which a byte belongs. */
  private int recordAt(int offset) {
    int end = 0;
    for (int i = 0; i < records.size(); i++) {
      end += HEADER + records.get(i).length();
      if (offset < end) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("no record at byte " + offset);
  }

  private static Disk diskWith(Buffer content) {
    SimulatedDisk disk = new SimulatedDisk(new Random(0));
    disk.open(FILE).append(content);
    return disk;
  }

  private static void check(boolean holds, String broken, Object... details) {
    if (!holds) {
      throw new AssertionError("W2: " + broken.formatted(details));
    }
  }
}
