package dev.understudy.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a folder of the machine can do that a {@code Disk} cannot: it has links and locks. */
final class RealFolder {
  static final String LOCK = ".lock";

  private final Path folder;

  private RealFolder(Path folder) {
    this.folder = folder;
  }

  static RealFolder forTarget(Path folder) {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
      throw new RefusedBackupException("%s is no folder: choose another place", folder);
    }
    return new RealFolder(folder);
  }

  boolean isLink(String name) {
    return Files.isSymbolicLink(folder.resolve(name));
  }

  BackupTarget.Lease lock(String job) {
    try {
      FileChannel channel = FileChannel.open(
          folder.resolve(LOCK),
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new RefusedBackupException(
            "cannot %s: another process is at work in %s; wait for its end", job, folder);
      }
      return () -> close(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException somebodyInThisProcess) {
      return null;
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
