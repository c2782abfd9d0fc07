package dev.understudy.backup;

import dev.understudy.storage.DiskFile;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Long work, chunk by chunk: no file is ever whole in memory, others have their turn in between, and
 * somebody may watch or cancel it.
 */
final class Chunks {
  /** So much of a file is in memory at a time, in bytes. */
  static final int BYTES = 1 << 20;

  private final Job job;
  private final long bytesTotal;
  private long bytesDone;

  /** Work on so many bytes in all. */
  Chunks(Job job, long bytesTotal) {
    this.job = job;
    this.bytesTotal = bytesTotal;
  }

  /**
   * Reads a part of a file and hands over its chunks in order; each is gone after the call.
   *
   * @return succeeds when all chunks were used; fails when the file is shorter, the user throws, or
   *     the job is cancelled
   */
  Future<Void> read(DiskFile file, long offset, long bytes, Consumer<ByteBuffer> use) {
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(BYTES, bytes));
    long end = offset + bytes;
    long[] at = {offset};
    return Steps.whileAny(() -> {
      if (at[0] == end) {
        return null;
      }
      job.cancellation().check();
      chunk.clear().limit((int) Math.min(chunk.capacity(), end - at[0]));
      file.read(at[0], chunk);
      chunk.flip();
      int length = chunk.remaining();
      use.accept(chunk);
      at[0] += length;
      bytesDone += length;
      job.progress().accept(new Progress(bytesDone, bytesTotal));
      return job.pace().after(length);
    });
  }
}
