package dev.understudy.benchmarks;

import dev.understudy.storage.Command;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Keeps the keys and values of writes in a file, which is synced off the loop; what comes meanwhile
 * shares the next sync. No header, no checksum, no encoding.
 */
final class BareFile implements Keeping {
  private final Vertx vertx;
  private final Runnable onKept;
  private final FileChannel file;
  private long written;
  private long durable;
  private boolean isSyncing;

  /** An empty file; {@code onKept} is called on the loop that has written, when more is durable. */
  BareFile(Vertx vertx, Path path, Runnable onKept) {
    this.vertx = vertx;
    this.onKept = onKept;
    try {
      file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void keep(List<Command.Put> batch) {
    ByteBuffer bytes =
        ByteBuffer.allocate(batch.stream().mapToInt(Command::length).sum());
    for (Command.Put put : batch) {
      bytes.put(put.key().getBytes(StandardCharsets.ISO_8859_1));
      bytes.put(put.value().getBytes(StandardCharsets.ISO_8859_1));
    }
    bytes.flip();
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    written += batch.size();
    if (!isSyncing) {
      sync();
    }
  }

  private void sync() {
    isSyncing = true;
    long upTo = written;
    vertx.executeBlocking(this::force, false).onSuccess(done -> {
      isSyncing = false;
      durable = upTo;
      onKept.run();
      if (written > durable) {
        sync();
      }
    });
  }

  private Void force() throws IOException {
    file.force(false);
    return null;
  }

  @Override
  public long kept() {
    return durable;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
