package dev.understudy.storage.zoo;

import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A disk that keeps what is appended in the memory of the process until it fills a page, and whose
 * sync forgets that: what it forces to the disk is what the file has, not what the program wrote.
 */
public final class BufferedInTheProcess implements Disk {
  private static final int PAGE = 4096;

  private final Disk disk;

  public BufferedInTheProcess(Disk disk) {
    this.disk = disk;
  }

  @Override
  public List<String> list() {
    return disk.list();
  }

  @Override
  public DiskFile open(String name) {
    return new Buffered(disk.open(name));
  }

  @Override
  public boolean exists(String name) {
    return disk.exists(name);
  }

  @Override
  public void delete(String name) {
    disk.delete(name);
  }

  @Override
  public void rename(String from, String to) {
    disk.rename(from, to);
  }

  @Override
  public Future<Void> syncDirectory() {
    return disk.syncDirectory();
  }

  private static final class Buffered implements DiskFile {
    private final DiskFile file;
    private Buffer unwritten = Buffer.buffer();

    Buffered(DiskFile file) {
      this.file = file;
    }

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public long size() {
      return file.size() + unwritten.length();
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      write();
      file.read(offset, into);
    }

    @Override
    public void append(ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      unwritten.appendBytes(copy);
      if (unwritten.length() >= PAGE) {
        write();
      }
    }

    @Override
    public Future<Void> sync() {
      return file.sync();
    }

    @Override
    public void truncate(long size) {
      write();
      file.truncate(size);
    }

    @Override
    public void close() {
      write();
      file.close();
    }

    private void write() {
      file.append(unwritten);
      unwritten = Buffer.buffer();
    }
  }
}
