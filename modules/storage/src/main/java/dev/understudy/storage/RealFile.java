package dev.understudy.storage;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of a {@link RealDisk}. */
final class RealFile implements DiskFile {
  private static final int READ_AT_ONCE = 256 << 10;

  private final Vertx vertx;
  private final String name;
  private final Path path;
  private final FileChannel channel;
  private final GroupCommit syncs;
  private long size; // volatile, because the file system knows it after a crash

  RealFile(Vertx vertx, String name, Path path) throws IOException {
    this.vertx = vertx;
    this.name = name;
    this.channel = opened(path);
    this.path = path;
    this.syncs = new GroupCommit(() -> name, () -> RealDisk.offTheLoop(vertx, this::force));
    this.size = channel.size();
  }

  /** A file that may only be read is opened too: backups may lie where nobody can change them. */
  private static FileChannel opened(Path path) throws IOException {
    try {
      return FileChannel.open(
          path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (FileSystemException mayNotBeWritten) {
      if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
        throw mayNotBeWritten;
      }
      return FileChannel.open(path, StandardOpenOption.READ);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer into) {
    FileRange.check(name, size, offset, into.remaining());
    int end = into.limit();
    long next = offset;
    try {
      while (into.position() < end) {
        // The JDK keeps memory of its own as large as the greatest read, for each thread.
        into.limit(Math.min(end, into.position() + READ_AT_ONCE));
        int count = channel.read(into, next);
        if (count < 0) {
          throw new EOFException(name + " became shorter while it was read");
        }
        next += count;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      into.limit(end);
    }
  }

  @Override
  public void append(ByteBuffer bytes) {
    syncs.checkHealthy();
    int length = bytes.remaining();
    long end = size;
    try {
      while (bytes.hasRemaining()) {
        end += channel.write(bytes, end);
      }
    } catch (NonWritableChannelException e) {
      throw new UncheckedIOException(new AccessDeniedException(path.toString()));
    } catch (IOException e) {
      // The size did not move: the next append overwrites what was written of this one.
      throw isFull(length) ? new DiskFullException(name, length, e) : refused(e);
    }
    size = end;
  }

  @Override
  public Future<Void> sync() {
    return RealDisk.onCallersContext(vertx, syncs);
  }

  @Override
  public void truncate(long newSize) {
    if (newSize < 0 || newSize > size) {
      throw new IllegalArgumentException(
          "%s has %d bytes and cannot be cut to %d".formatted(name, size, newSize));
    }
    RealDisk.unchecked(() -> channel.truncate(newSize));
    size = newSize;
  }

  @Override
  public void close() {
    RealDisk.unchecked(() -> {
      channel.close();
      return null;
    });
  }

  /** A quota, a limit of the process, or a device that is broken. */
  private UncheckedIOException refused(IOException cause) {
    FileSystemException named = new FileSystemException(path.toString(), null, cause.getMessage());
    named.initCause(cause);
    return new UncheckedIOException("cannot append to " + path + ": " + cause.getMessage(), named);
  }

  private boolean isFull(long wanted) {
    return RealDisk.unchecked(() -> Files.getFileStore(path).getUsableSpace() < wanted);
  }

  private Void force() throws IOException {
    channel.force(false);
    return null;
  }
}
