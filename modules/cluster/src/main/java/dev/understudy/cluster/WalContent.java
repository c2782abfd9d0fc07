package dev.understudy.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the records of a journal add up to: each says what was done (a state saved, an entry appended,
 * the log cut or replaced, a part staged), under the type's simple name and as JSON. It takes a record that is
 * written as it takes one that is read, so a node goes on from what it would find.
 */
final class WalContent {
  static final byte STATE = 'S';
  static final byte ENTRY = 'E';
  static final byte STAGED = 'A';
  private static final byte UNSTAGED = 'U';
  private static final byte CUT = 'C';
  private static final byte PIECE = 'P';
  private static final byte REPLACED = 'R';
  private static final int LONGEST_NAME = 255; // in bytes, as its length is written in one

  private final RecordCodec codec;
  private final WalRules rules;
  private final Map<String, Buffer> states = new LinkedHashMap<>();
  private final List<Buffer> entries = new ArrayList<>();
  private final List<Buffer> pieces = new ArrayList<>(); // of a snapshot whose end is still to come
  private final List<Buffer> staged = new ArrayList<>();
  private List<Buffer> snapshot = List.of();
  private long start;

  /** What an empty journal says. */
  WalContent(RecordCodec codec, WalRules rules) {
    this.codec = codec;
    this.rules = rules;
  }

  /** The record that says that this was done: {@link #STATE}, {@link #ENTRY} or {@link #STAGED}. */
  Buffer done(byte kind, Object value) {
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
    return Buffer.buffer()
        .appendByte(kind)
        .appendUnsignedByte((short) name.length)
        .appendBytes(name)
        .appendBuffer(codec.encode(value));
  }

  /** The record that says that the log was cut to so many entries. */
  static Buffer cut(long length) {
    return Buffer.buffer().appendByte(CUT).appendLong(length);
  }

  /** The record that says that nothing is staged any more. */
  static Buffer unstaged() {
    return Buffer.buffer().appendByte(UNSTAGED);
  }

  /** One of the records that stand for the front of a log; nothing is done before its {@link #end}. */
  Buffer piece(Object value) {
    return done(PIECE, value);
  }

  /** The record that says that the last so many pieces stand for all up to this index. */
  static Buffer end(long index, int pieces) {
    return Buffer.buffer().appendByte(REPLACED).appendLong(index).appendInt(pieces);
  }

  /** Takes the next record. */
  void take(Buffer record) {
    byte kind = record.getByte(0);
    switch (kind) {
      case STATE -> states.put(nameOf(record), record);
      case ENTRY -> entries.add(record);
      case STAGED -> staged.add(record);
      case UNSTAGED -> staged.clear();
      case CUT -> keepTo(record.getLong(1));
      case PIECE -> pieces.add(record);
      case REPLACED -> replace(record.getLong(1), record.getInt(1 + Long.BYTES));
      default ->
        throw new IllegalStateException("the journal holds a record of kind '" + (char) kind + "'");
    }
    if (kind != PIECE) {
      pieces.clear();
    }
  }

  /** The index before the first entry. */
  long start() {
    return start;
  }

  long lastIndex() {
    return start + entries.size();
  }

  /** The entries up to this index are stood for by a snapshot that is still to be written. */
  void compact(long index) {
    entries.subList(0, Math.toIntExact(index - start)).clear();
    start = index;
  }

  /** What a snapshot holds beside its pieces, before them. */
  List<Buffer> states() {
    return rules.statesInSnapshot(List.copyOf(states.values()));
  }

  /** What a snapshot holds behind its pieces. */
  List<Buffer> entries() {
    return rules.entriesInSnapshot(List.copyOf(entries));
  }

  /** What a snapshot holds behind these. */
  List<Buffer> staged() {
    return rules.stagedInSnapshot(List.copyOf(staged));
  }

  /** All as it is now, for the start of a node. */
  Journal.Recovered found() {
    return new Found(
        codec,
        new LinkedHashMap<>(states),
        start,
        snapshot,
        List.copyOf(entries),
        List.copyOf(staged));
  }

  /** Lets go of the records of the snapshot: they are on the disk, and nobody asks for them. */
  void forgetSnapshot() {
    snapshot = List.of();
  }

  private void keepTo(long length) {
    entries.subList(Math.toIntExact(length - start), entries.size()).clear();
  }

  private void replace(long index, int count) {
    snapshot = List.copyOf(pieces.subList(pieces.size() - count, pieces.size()));
    entries.clear();
    staged.clear();
    start = index;
  }

  private static String nameOf(Buffer record) {
    return record.getString(2, 2 + record.getUnsignedByte(1));
  }

  private static Buffer valueOf(Buffer record) {
    return record.getBuffer(2 + record.getUnsignedByte(1), record.length());
  }

  private record Found(
      RecordCodec codec,
      Map<String, Buffer> states,
      long start,
      List<Buffer> pieces,
      List<Buffer> entries,
      List<Buffer> parts)
      implements Journal.Recovered {
    @Override
    public <R> Optional<R> state(Class<R> type) {
      return Optional.ofNullable(states.get(type.getSimpleName()))
          .map(record -> codec.decode(valueOf(record), type));
    }

    @Override
    public <R> List<R> snapshot(Class<R> type) {
      return pieces.stream().map(piece -> read("snapshot", piece, type)).toList();
    }

    @Override
    public <E> List<E> log(Class<E> type) {
      return entries.stream().map(entry -> read("log", entry, type)).toList();
    }

    @Override
    public <R> List<R> staged(Class<R> type) {
      return parts.stream().map(part -> read("staging", part, type)).toList();
    }

    /** The bytes of one record may well be those of another: only the name tells them apart. */
    private <E> E read(String from, Buffer record, Class<E> type) {
      if (!nameOf(record).equals(type.getSimpleName())) {
        throw Journal.otherType(from, nameOf(record), type);
      }
      return codec.decode(valueOf(record), type);
    }
  }
}
