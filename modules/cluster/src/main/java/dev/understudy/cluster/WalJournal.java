package dev.understudy.cluster;

import dev.understudy.storage.Disk;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A journal in a write-ahead log: each record is what was done (a state saved, an entry appended,
 * the log cut), under the type's simple name and as JSON. Read from the front, they give what the
 * node had.
 */
final class WalJournal implements Journal {
  private static final byte STATE = 'S';
  private static final byte ENTRY = 'E';
  private static final byte CUT = 'C';

  private final Disk disk;
  private final RecordCodec codec;
  private final Runnable onCrash;
  private WriteAheadLog log; // volatile: opened anew at every start

  /** A journal on a disk; {@code onCrash} tells the disk that its node crashed. */
  WalJournal(Disk disk, RecordCodec codec, Runnable onCrash) {
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
  public void crash() {
    onCrash.run();
  }

  private void write(byte kind, Object value) {
    String name = value.getClass().getSimpleName();
    log.append(Buffer.buffer()
        .appendByte(kind)
        .appendByte((byte) name.length())
        .appendString(name)
        .appendBuffer(codec.encode(value)));
  }

  private Recovered replay(List<Buffer> records) {
    Map<String, Buffer> states = new LinkedHashMap<>();
    List<Buffer> entries = new ArrayList<>();
    for (Buffer record : records) {
      switch (record.getByte(0)) {
        case STATE -> states.put(nameOf(record), valueOf(record));
        case ENTRY -> entries.add(valueOf(record));
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
    return record.getString(2, 2 + record.getByte(1));
  }

  private static Buffer valueOf(Buffer record) {
    return record.getBuffer(2 + record.getByte(1), record.length());
  }

  private record Found(RecordCodec codec, Map<String, Buffer> states, List<Buffer> entries)
      implements Recovered {
    @Override
    public <R> Optional<R> state(Class<R> type) {
      return Optional.ofNullable(states.get(type.getSimpleName()))
          .map(json -> codec.decode(json, type));
    }

    @Override
    public <E> List<E> log(Class<E> type) {
      return entries.stream().map(json -> codec.decode(json, type)).toList();
    }
  }
}
