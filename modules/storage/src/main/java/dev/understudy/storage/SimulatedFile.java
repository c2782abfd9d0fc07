package dev.understudy.storage;

import io.vertx.core.Future;
import java.nio.ByteBuffer;

/** A handle on a file of a {@link SimulatedDisk}; it dies with the crash of the disk. */
final class SimulatedFile implements DiskFile {
  private final SimulatedDisk disk;
  private final SimulatedContent content;
  private final SimulatedHandle handle;
  private boolean closed; // volatile, because a handle is only memory

  SimulatedFile(SimulatedDisk disk, SimulatedContent content, SimulatedHandle handle) {
    this.disk = disk;
    this.content = content;
    this.handle = handle;
  }

  @Override
  public String name() {
    return handle.name();
  }

  @Override
  public long size() {
    synchronized (disk) {
      checkUsable();
      return content.visible.size();
    }
  }

  @Override
  public void read(long offset, ByteBuffer into) {
    synchronized (disk) {
      checkUsable();
      FileRange.check(name(), content.visible.size(), offset, into.remaining());
      content.visible.read((int) offset, into);
    }
  }

  @Override
  public void append(ByteBuffer bytes) {
    synchronized (disk) {
      checkUsable();
      handle.checkHealthy();
      disk.checkRoom(name(), bytes.remaining());
      byte[] chunk = new byte[bytes.remaining()];
      bytes.get(chunk);
      content.append(chunk);
    }
  }

  @Override
  public Future<Void> sync() {
    synchronized (disk) {
      if (closed || disk.isOver(handle)) {
        return Future.failedFuture(unusable());
      }
    }
    return disk.sync(handle, content.unsynced);
  }

  @Override
  public void truncate(long size) {
    synchronized (disk) {
      checkUsable();
      if (size < 0 || size > content.visible.size()) {
        throw new IllegalArgumentException("%s has %d bytes and cannot be cut to %d"
            .formatted(name(), content.visible.size(), size));
      }
      content.truncate((int) size);
    }
  }

  @Override
  public void close() {
    synchronized (disk) {
      closed = true;
    }
  }

  private void checkUsable() {
    if (closed || disk.isOver(handle)) {
      throw unusable();
    }
  }

  private IllegalStateException unusable() {
    return new IllegalStateException(name()
        + (closed ? " was closed" : " was opened before the disk crashed") + ": open it again");
  }
}
