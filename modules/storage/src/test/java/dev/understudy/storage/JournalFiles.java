package dev.understudy.storage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** The files of a journal, byte by byte, to be damaged and to be opened on a slow disk. */
record JournalFiles(TreeMap<String, Buffer> bytes, WriteAheadLog.Options options) {

  /** Places are shares, from 0 to 1, of all files and of the file's bytes. */
  sealed interface Damage {
    double file();

    double place();

    record Flipped(double file, double place, byte bits) implements Damage {}

    record Cut(double file, double place) implements Damage {}

    record Overwritten(double file, double place, byte[] garbage) implements Damage {}

    record Missing(double file, double place) implements Damage {}
  }

  /** The files as the journal writes them. */
  static JournalFiles of(List<List<Buffer>> batches, int segmentBytes) {
    WriteAheadLog.Options options = new WriteAheadLog.Options(segmentBytes, 1 << 20);
    SimulatedDisk disk = new SimulatedDisk(new Random(0));
    WriteAheadLog log = WriteAheadLog.open(disk, options).result().log();
    for (List<Buffer> batch : batches) {
      batch.forEach(log::append);
      log.flush();
    }
    return new JournalFiles(bytesOf(disk), options);
  }

  static TreeMap<String, Buffer> bytesOf(Disk disk) {
    TreeMap<String, Buffer> bytes = new TreeMap<>();
    for (String name : disk.list()) {
      DiskFile file = disk.open(name);
      bytes.put(name, file.read(0, Math.toIntExact(file.size())));
    }
    return bytes;
  }

  /** The same files with this done to one of them. */
  JournalFiles with(Damage damage) {
    if (bytes.isEmpty()) {
      return this;
    }
    TreeMap<String, Buffer> damaged = new TreeMap<>(bytes);
    List<String> names = List.copyOf(bytes.keySet());
    String name = names.get((int) (damage.file() * (names.size() - 1)));
    Buffer file = bytes.get(name).copy();
    int place = (int) (damage.place() * (file.length() - 1));
    if (damage instanceof Damage.Missing) {
      damaged.remove(name);
    } else if (damage instanceof Damage.Cut) {
      damaged.put(name, file.getBuffer(0, Math.max(0, place)));
    } else if (damage instanceof Damage.Overwritten overwritten) {
      damaged.put(name, file.setBytes(Math.max(0, place), overwritten.garbage()));
    } else if (damage instanceof Damage.Flipped flipped && file.length() > 0) {
      damaged.put(name, file.setByte(place, (byte) (file.getByte(place) ^ flipped.bits())));
    }
    return new JournalFiles(damaged, options);
  }

  /** These files on a disk of their own, durable. */
  OnDisk onDisk(long seed) {
    OnDisk journal = new OnDisk(this, seed);
    bytes.keySet().forEach(name -> journal.disk.open(name).sync());
    journal.disk.syncDirectory();
    journal.endSyncs(Integer.MAX_VALUE);
    return journal;
  }

  /** These files on a disk of their own, written and not durable. */
  OnDisk inPageCache() {
    return new OnDisk(this, 0);
  }

  /** A disk whose syncs end only when they are told to. */
  static final class OnDisk {
    private final ArrayDeque<Promise<Void>> syncs = new ArrayDeque<>();
    private final WriteAheadLog.Options options;
    final SimulatedDisk disk;

    private OnDisk(JournalFiles files, long seed) {
      options = files.options();
      disk = new SimulatedDisk(new Random(seed), this::delay);
      for (String name : files.bytes().keySet()) {
        disk.open(name).append(files.bytes().get(name));
      }
    }

    private Future<Void> delay() {
      syncs.add(Promise.promise());
      return syncs.getLast().future();
    }

    /** Lets syncs end, those also that are asked for because one has ended, and says how many. */
    int endSyncs(int most) {
      int ended = 0;
      while (!syncs.isEmpty() && ended < most) {
        syncs.remove().complete();
        ended++;
      }
      return ended;
    }

    Future<Recovered> beginOpening() {
      return WriteAheadLog.open(disk, options);
    }

    Future<Recovered> open() {
      Future<Recovered> opening = beginOpening();
      endSyncs(Integer.MAX_VALUE);
      return opening;
    }

    void crash(UnsyncedLoss loss) {
      disk.unsyncedLoss(loss);
      disk.crash();
      syncs.clear();
    }
  }
}
