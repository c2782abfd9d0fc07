package dev.understudy.replication;

import dev.understudy.replication.Chunk.Part;
import dev.understudy.storage.ExactlyOnceStore;
import dev.understudy.storage.ExactlyOnceStore.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What the entries of a log up to an index add up to, in chunks. Never changes. */
public final class Snapshot {
  /** About what a part needs beside its texts, in characters. */
  static final int OVERHEAD = 16;

  private final Stamp stamp;
  private final List<Chunk> chunks;
  private final long parts;

  private Snapshot(Stamp stamp, List<Chunk> chunks) {
    this.stamp = stamp;
    this.chunks = List.copyOf(chunks);
    parts = chunks.stream().mapToLong(chunk -> chunk.parts().size()).sum();
  }

  /** Of a store that has applied the entries up to this one; takes as long as the store is large. */
  static Snapshot of(ExactlyOnceStore store, long index, long epoch, int mostCharacters) {
    Cutter cutter = new Cutter(mostCharacters);
    store.snapshot().forEach((key, value) -> cutter.add(value, text -> new Part.Value(key, text)));
    store
        .sessions()
        .forEach((client, session) -> cutter.add(
            session.lastResult(), text -> new Part.Session(client, session.lastSequence(), text)));
    Stamp stamp = new Stamp(index, epoch, cutter.chunks.size(), store.stateHash());
    List<Chunk> chunks = new ArrayList<>();
    cutter.chunks.forEach(parts -> chunks.add(new Chunk(stamp, chunks.size(), parts)));
    return new Snapshot(stamp, chunks);
  }

  /** The same again, of its chunks. */
  public static Snapshot of(List<Chunk> chunks) {
    return new Snapshot(chunks.get(0).stamp(), chunks);
  }

  /** Which one it is. */
  public Stamp stamp() {
    return stamp;
  }

  /** The index of the last entry that it stands for. */
  public long index() {
    return stamp.index();
  }

  /** What it consists of, in order. */
  public List<Chunk> chunks() {
    return chunks;
  }

  /** About how many characters it costs to send it. */
  long characters() {
    return chunks.stream()
        .flatMap(chunk -> chunk.parts().stream())
        .mapToLong(Snapshot::length)
        .sum();
  }

  /** How many keys and clients it tells of, or a little more. */
  long parts() {
    return parts;
  }

  /** S3: all chunks are there, and they add up to what the stamp says. */
  public boolean isWhole() {
    return chunks.size() == stamp.chunks()
        && ExactlyOnceStore.of(values(), sessions()).stateHash() == stamp.hash();
  }

  /** The keys with their values. */
  public SortedMap<String, String> values() {
    SortedMap<String, String> values = new TreeMap<>();
    for (Chunk chunk : chunks) {
      for (Part part : chunk.parts()) {
        if (part instanceof Part.Value value) {
          values.merge(value.key(), value.text(), String::concat);
        }
      }
    }
    return values;
  }

  /** What is remembered of each client. */
  public SortedMap<String, Session> sessions() {
    SortedMap<String, Session> sessions = new TreeMap<>();
    for (Chunk chunk : chunks) {
      for (Part part : chunk.parts()) {
        if (part instanceof Part.Session next) {
          Session before = sessions.get(next.client());
          String text = before == null ? next.text() : before.lastResult() + next.text();
          sessions.put(next.client(), new Session(next.sequence(), text));
        }
      }
    }
    return sessions;
  }

  private static int length(Part part) {
    if (part instanceof Part.Value value) {
      return OVERHEAD + value.key().length() + value.text().length();
    }
    Part.Session session = (Part.Session) part;
    return OVERHEAD
        + session.client().length()
        + (session.text() == null ? 0 : session.text().length());
  }

  /** Puts parts into chunks, and what is too long for one into several. */
  private static final class Cutter {
    final List<List<Part>> chunks = new ArrayList<>(List.of(new ArrayList<>()));
    private final int most;
    private int room;

    Cutter(int most) {
      this.most = most;
      room = most;
    }

    void add(String text, Function<String, Part> part) {
      int from = 0;
      do {
        if (room <= 0) {
          chunks.add(new ArrayList<>());
          room = most;
        }
        int to = text == null ? 0 : end(text, from);
        Part next = part.apply(text == null ? null : text.substring(from, to));
        chunks.get(chunks.size() - 1).add(next);
        room -= length(next);
        from = to;
      } while (text != null && from < text.length());
    }

    /** Not between the two halves of one character. */
    private int end(String text, int from) {
      int to = Math.min(text.length(), from + Math.max(2, room));
      return to < text.length() && Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
    }
  }
}
