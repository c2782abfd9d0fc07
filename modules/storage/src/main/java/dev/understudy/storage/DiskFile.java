package dev.understudy.storage;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/** An open file of a {@link Disk}: read anywhere, written at its end only. */
public interface DiskFile {

  /** The name under which it was opened. */
  String name();

  /** Its length in bytes, with what is written but not yet durable. */
  long size();

  /**
   * Reads bytes, durable or not.
   *
   * @throws IllegalArgumentException when the range does not lie within the file
   */
  Buffer read(long offset, int length);

  /**
   * Reads as many bytes as the buffer has room for, without a copy in between where the disk can.
   *
   * @throws IllegalArgumentException when the range does not lie within the file
   */
  default void read(long offset, ByteBuffer into) {
    into.put(read(offset, into.remaining()).getBytes());
  }

  /**
   * Writes bytes at the end: visible to every reader at once, durable only after {@link #sync()}.
   *
   * @throws DiskFullException when there is no room; the file is as it was before
   * @throws SyncFailedException when a sync of this file has failed before
   */
  void append(Buffer bytes);

  /** {@link #append(Buffer)} of all that remains, without a copy in between where the disk can. */
  default void append(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    append(Buffer.buffer(copy));
  }

  /**
   * Forces the file to the disk.
   *
   * @return succeeds when all that was appended or truncated before this call is durable. It fails
   *     with {@link SyncFailedException} when nobody knows, and then every later append and sync of
   *     this file fails too: a second try could succeed without having written what the first one
   *     lost
   */
  Future<Void> sync();

  /**
   * Cuts the file to its first {@code size} bytes; durable after {@link #sync()}.
   *
   * @throws IllegalArgumentException when the size is negative or greater than the file
   */
  void truncate(long size);

  /** Closes the file without making anything durable. */
  void close();
}
