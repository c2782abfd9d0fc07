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
  default Buffer read(long offset, int length) {
    FileRange.check(name(), size(), offset, length);
    byte[] bytes = new byte[length];
    read(offset, ByteBuffer.wrap(bytes));
    return Buffer.buffer(bytes);
  }

  /**
   * Reads bytes, durable or not, until there is no more room for them.
   *
   * @throws IllegalArgumentException when the file does not hold so many behind the offset
   */
  void read(long offset, ByteBuffer into);

  /** Writes bytes at the end, as {@link #append(ByteBuffer)} does. */
  default void append(Buffer bytes) {
    append(ByteBuffer.wrap(bytes.getBytes()));
  }

  /**
   * Writes the remaining bytes at the end: visible to every reader at once, durable only after
   * {@link #sync()}. Nothing is kept of the buffer, which may be used again.
   *
   * @throws DiskFullException when there is no room; the file is as it was before
   * @throws SyncFailedException when a sync of this file has failed before
   */
  void append(ByteBuffer bytes);

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
