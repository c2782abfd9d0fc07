package dev.understudy.backup;

import dev.understudy.storage.DurableStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder that is to be restored to, and the hidden one beside it in which that is done: when all is
 * there the hidden one gets its name.
 */
final class RestoreFolder {
  private final Path folder;
  private final Path hidden;
  private BackupTarget.Lease lease;

  private RestoreFolder(Path folder, Path hidden) {
    this.folder = folder;
    this.hidden = hidden;
  }

  /**
   * Looks at the folder and changes nothing.
   *
   * @throws RefusedBackupException when it is no place to restore to
   */
  static RestoreFolder of(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw refused(folder, "is the root of the file system");
    }
    if (!Files.isDirectory(parent)) {
      throw refused(folder, "has no folder around it that exists");
    }
    if (Files.isSymbolicLink(absolute)) {
      throw refused(folder, "is a link");
    }
    if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isDirectory(absolute, LinkOption.NOFOLLOW_LINKS)) {
        throw refused(folder, "is a file");
      }
      list(absolute).stream().findFirst().ifPresent(first -> {
        throw refused(folder, "is not empty: there is " + first.getFileName());
      });
    }
    checkSurroundings(folder, real(parent));
    return new RestoreFolder(absolute, parent.resolve("." + absolute.getFileName() + ".restoring"));
  }

  /** A store or a target that a restore goes into would no longer be one. */
  private static void checkSurroundings(Path folder, Path realParent) {
    for (Path around = realParent; around != null; around = around.getParent()) {
      if (Files.exists(around.resolve(DurableStore.SYSTEM_FILE))) {
        throw refused(folder, "lies inside the data directory " + around);
      }
      boolean isTarget = Files.isReadable(around)
          && list(around).stream()
              .anyMatch(file -> TargetNames.isManifest(file.getFileName().toString()));
      if (isTarget) {
        throw refused(folder, "lies inside the backups in " + around);
      }
    }
  }

  /** Makes the hidden folder, empty; what an interrupted restore has left in it goes. */
  Path begin() {
    try {
      if (Files.isSymbolicLink(hidden)) {
        throw refused(hidden, "is a link");
      }
      Files.createDirectories(hidden);
      lease = RealFolder.forTarget(hidden).lock("restore to " + folder);
      for (Path leftover : list(hidden)) {
        if (!leftover.getFileName().toString().equals(RealFolder.LOCK)) {
          Files.delete(leftover);
        }
      }
      return hidden;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the hidden folder its name, in one step. */
  void finish() {
    try {
      Files.delete(hidden.resolve(RealFolder.LOCK));
      Files.deleteIfExists(folder); // it is empty; where it is not, this fails
      Files.move(hidden, folder, StandardCopyOption.ATOMIC_MOVE);
      lease.giveBack();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the hidden folder. */
  void abandon(Throwable cause) {
    try {
      lease.giveBack();
      for (Path left : list(hidden)) {
        Files.delete(left);
      }
      Files.deleteIfExists(hidden);
    } catch (IOException | UncheckedIOException alsoFailed) {
      cause.addSuppressed(alsoFailed);
    }
  }

  private static List<Path> list(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(files::add);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RefusedBackupException refused(Path folder, String what) {
    return new RefusedBackupException(
        "%s %s: restore to a folder that does not exist yet, beside everything else", folder, what);
  }
}
