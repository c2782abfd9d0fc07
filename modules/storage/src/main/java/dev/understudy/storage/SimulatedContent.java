package dev.understudy.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The bytes of one simulated file, twice: as its readers see them, and as a crash leaves them. */
final class SimulatedContent {

  /** Bytes that grow. */
  static final class Bytes {
    private byte[] bytes = new byte[0];
    private int size;

    int size() {
      return size;
    }

    void read(int offset, ByteBuffer into) {
      into.put(bytes, offset, into.remaining());
    }

    /** Writes at an offset; a gap before it, left by a write that was lost, reads as zeros. */
    void write(int offset, byte[] chunk, int length) {
      int end = Math.addExact(offset, length);
      if (end > bytes.length) {
        bytes =
            Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, 2L * size)));
      }
      System.arraycopy(chunk, 0, bytes, offset, length);
      size = Math.max(size, end);
    }

    void truncate(int newSize) {
      if (newSize < size) {
        Arrays.fill(bytes, newSize, size, (byte) 0);
        size = newSize;
      }
    }

    void flip(int offset, int bitmask) {
      bytes[offset] ^= (byte) bitmask;
    }
  }

  private record Append(int offset, byte[] chunk) implements UnsyncedChanges.Change<Bytes> {
    private static final int MOST_GARBAGE = 64;

    @Override
    public void applyTo(Bytes durable) {
      durable.write(offset, chunk, chunk.length);
    }

    @Override
    public void tearOnto(Bytes durable, RandomGenerator random) {
      int kept = random.nextInt(chunk.length + 1);
      durable.write(offset, chunk, kept);
      if (random.nextBoolean()) {
        byte[] garbage = new byte[random.nextInt(MOST_GARBAGE)];
        random.nextBytes(garbage);
        durable.write(offset + kept, garbage, garbage.length);
      }
    }
  }

  private record Truncate(int size) implements UnsyncedChanges.Change<Bytes> {
    @Override
    public void applyTo(Bytes durable) {
      durable.truncate(size);
    }
  }

  final Bytes visible = new Bytes(); // volatile, because readers see the page cache
  final Bytes durable = new Bytes(); // durable, because a completed sync put it there
  final UnsyncedChanges<Bytes> unsynced =
      new UnsyncedChanges<>(durable); // volatile, because not synced

  /** How many bytes are durable and still shown. */
  int durableBytes() {
    return Math.min(durable.size(), visible.size());
  }

  void append(byte[] chunk) {
    unsynced.add(new Append(visible.size(), chunk));
    visible.write(visible.size(), chunk, chunk.length);
  }

  void truncate(int size) {
    unsynced.add(new Truncate(size));
    visible.truncate(size);
  }

  void crash(UnsyncedLoss loss, RandomGenerator random) {
    unsynced.crash(loss, random);
    visible.truncate(0);
    visible.write(0, durable.bytes, durable.size);
  }
}
