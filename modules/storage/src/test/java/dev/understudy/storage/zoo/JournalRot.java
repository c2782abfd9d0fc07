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
import java.util.TreeMap;

/**
 * A journal of some batches, flushed after each of them, damaged in every possible single place.
 * Throws {@link AssertionError} when W2 does not hold: what a later mark vouches for is refused, what
 * none vouches for is cut, and no damage goes unnoticed.
 */
public final class JournalRot {
  private static final int HEADER_BYTES = 36;

  private final JournalTwin journal;
  private final WriteAheadLog.Options options;
  private final List<Buffer> records = new ArrayList<>();
  private final TreeMap<String, Buffer> segments = new TreeMap<>();
  private int highestMark;

  /** A journal of fifty records, flushed after every tenth. */
  public JournalRot(JournalTwin journal, int segmentBytes) {
    this(journal, segmentBytes, fifty());
  }

  /**
   * Lets the real journal write these batches, none of them empty; {@code journal} will have to read
   * them.
   */
  public JournalRot(JournalTwin journal, int segmentBytes, List<List<Buffer>> batches) {
    this.journal = journal;
    this.options = new WriteAheadLog.Options(segmentBytes, 1000);
    SimulatedDisk disk = new SimulatedDisk(new Random(0));
    WriteAheadLog log = WriteAheadLog.open(disk, options).result().log();
    for (List<Buffer> batch : batches) {
      highestMark = records.size();
      records.addAll(batch);
      batch.forEach(log::append);
      log.flush();
    }
    for (String name : disk.list()) {
      DiskFile file = disk.open(name);
      segments.put(name, file.read(0, (int) file.size()));
    }
  }

  private static List<List<Buffer>> fifty() {
    List<List<Buffer>> batches = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      if (i % 10 == 1) {
        batches.add(new ArrayList<>());
      }
      batches.get(batches.size() - 1).add(Buffer.buffer("record " + i));
    }
    return batches;
  }

  /** Flips every bit, one at a time, and returns how many. */
  public int flipEveryBit() {
    int flips = 0;
    for (String segment : segments.keySet()) {
      for (int bit = 0; bit < segments.get(segment).length() * 8; bit++) {
        Buffer damaged = segments.get(segment).copy();
        damaged.setByte(bit / 8, (byte) (damaged.getByte(bit / 8) ^ (1 << (bit % 8))));
        int record = recordAt(segment, bit / 8);
        Future<Recovered> opening = openWith(segment, damaged);
        boolean kept = record <= highestMark ? isRefused(opening) : isPrefix(opening, record - 1);
        check(kept, "bit %d of %s flipped, in record %d", bit, segment, record);
        flips++;
      }
    }
    return flips;
  }

  /** Cuts every segment at every byte, one at a time, and returns how many cuts. */
  public int cutEverywhere() {
    int cuts = 0;
    for (String segment : segments.keySet()) {
      boolean isLast = segment.equals(segments.lastKey());
      for (int size = 0; size < segments.get(segment).length(); size++) {
        int record = recordAt(segment, size);
        Future<Recovered> opening = openWith(segment, segments.get(segment).getBuffer(0, size));
        boolean kept =
            !isLast && record <= highestMark ? isRefused(opening) : isPrefix(opening, record - 1);
        check(kept, "%s cut at byte %d, in record %d", segment, size, record);
        cuts++;
      }
    }
    return cuts;
  }

  private static boolean isRefused(Future<Recovered> opening) {
    return opening.failed() && opening.cause() instanceof CorruptJournalException;
  }

  private boolean isPrefix(Future<Recovered> opening, int length) {
    return opening.succeeded() && opening.result().records().equals(records.subList(0, length));
  }

  /** The number of the record to which a byte belongs. */
  private int recordAt(String segment, int offset) {
    int record = Integer.parseInt(segment.substring(4, 20), 16);
    int end = HEADER_BYTES + records.get(record - 1).length();
    while (offset >= end) {
      record++;
      end += HEADER_BYTES + records.get(record - 1).length();
    }
    return record;
  }

  private Future<Recovered> openWith(String damagedSegment, Buffer damaged) {
    Disk disk = new SimulatedDisk(new Random(0));
    segments.forEach(
        (name, bytes) -> disk.open(name).append(name.equals(damagedSegment) ? damaged : bytes));
    return journal.open(disk, options);
  }

  private static void check(boolean holds, String broken, Object... details) {
    if (!holds) {
      throw new AssertionError("W2: " + broken.formatted(details));
    }
  }
}
