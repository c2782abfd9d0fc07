package dev.understudy.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.storage.Disk;
import dev.understudy.storage.UnsyncedLoss;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A journal in a write-ahead log: each record is what was done (a state saved, an entry appended,
 * the log cut), under the type's simple name and as JSON. Read from the front, they give what the
 * node had.
 */
final class WalJournal implements Journal {
  private static final byte STATE = 'S';
  private static final byte ENTRY = 'E';
  private static final byte CUT = 'C';
  private static final int LONGEST_NAME = 255; // in bytes, as its length is written in one

  private final Disk disk;
  private final RecordCodec codec;
  private final Consumer<UnsyncedLoss> onCrash;
  private WriteAheadLog log; // volatile: opened anew at every start

  /** A journal on a disk; {@code onCrash} tells the disk that its node crashed. */
  WalJournal(Disk disk, RecordCodec codec, Consumer<UnsyncedLoss> onCrash) {
    this.disk = disk;
    this.codec = codec;
    this.onCrash = onCrash;
  }

  @Override
  public Future<Recovered> open() {
    return WriteAheadLog.open(disk).map(found -> {
      log = found.log();
      return replay(found.records());
    });
  }

  @Override
  public void save(Object state) {
    write(STATE, state);
  }

  @Override
  public void append(Object entry) {
    write(ENTRY, entry);
  }

  @Override
  public void truncate(long length) {
    log.append(Buffer.buffer().appendByte(CUT).appendLong(length));
  }

  @Override
  public Future<Void> flush() {
    return log.flush();
  }

  @Override
  public void crash(UnsyncedLoss unflushed) {
    onCrash.accept(unflushed);
  }

  private void write(byte kind, Object value) {
    byte[] name = value.getClass().getSimpleName().getBytes(UTF_8);
    if (name.length > LONGEST_NAME) {
      throw new IllegalArgumentException("the name of the record "
          + value.getClass().getSimpleName()
          + " needs "
          + name.length
          + " bytes, more than the "
          + LONGEST_NAME
          + " that a journal has for it: give it a shorter one");
    }
    log.append(Buffer.buffer()
        .appendByte(kind)
        .appendUnsignedByte((short) name.length)
        .appendBytes(name)
        .appendBuffer(codec.encode(value)));
  }

  private Recovered replay(List<Buffer> records) {
    Map<String, Buffer> states = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Buffer record : records) {
      switch (record.getByte(0)) {
        case STATE -> states.put(nameOf(record), valueOf(record));
        case ENTRY -> entries.add(new Entry(nameOf(record), valueOf(record)));
        case CUT -> {
          int length = Math.toIntExact(record.getLong(1));
          entries.subList(length, entries.size()).clear();
        }
        default ->
          throw new IllegalStateException(
              "the journal holds a record of kind '" + (char) record.getByte(0) + "'");
      }
    }
    return new Found(codec, states, entries);
  }

  private static String nameOf(Buffer record) {
    return record.getString(2, 2 + record.getUnsignedByte(1));
  }

  private static Buffer valueOf(Buffer record) {
    return record.getBuffer(2 + record.getUnsignedByte(1), record.length());
  }

  private record Entry(String name, Buffer json) {}

  private record Found(RecordCodec codec, Map<String, Buffer> states, List<Entry> entries)
      implements Recovered {
    @Override
    public <R> Optional<R> state(Class<R> type) {
      return Optional.ofNullable(states.get(type.getSimpleName()))
          .map(json -> codec.decode(json, type));
    }

    @Override
    public <E> List<E> log(Class<E> type) {
      return entries.stream().map(entry -> read(entry, type)).toList();
    }

    /** The bytes of one record may well be those of another: only the name tells them apart. */
    private <E> E read(Entry entry, Class<E> type) {
      if (!entry.name().equals(type.getSimpleName())) {
        throw Journal.otherType(entry.name(), type);
      }
      return codec.decode(entry.json(), type);
    }
  }
}
