package dev.understudy.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folders of the machine that local nodes have for their disks. */
final class LocalFolders {
  /** No node can have this name. Of two clusters that come at once, one can make the file. */
  private static final String CLAIM = "claimed by a cluster";

  private LocalFolders() {}

  /** The folder of a cluster, which it has to itself; made if need be. */
  static Path ofCluster(Path folder) {
    try {
      Files.createDirectories(folder);
      List<Path> there = filesIn(folder);
      if (!there.isEmpty()) {
        throw notEmpty(folder, there.get(0));
      }
      Files.createFile(folder.resolve(CLAIM));
      return folder;
    } catch (FileAlreadyExistsException taken) {
      throw Files.isDirectory(folder)
          ? notEmpty(folder, Path.of(taken.getFile()))
          : unusable(folder, taken.getFile() + " is a file", taken);
    } catch (AccessDeniedException forbidden) {
      throw unusable(folder, "this user may not write to " + forbidden.getFile(), forbidden);
    } catch (IOException failed) {
      throw unusable(folder, failed.getMessage(), failed);
    }
  }

  private static IllegalArgumentException notEmpty(Path folder, Path file) {
    return new IllegalArgumentException("the folder " + folder + " is not empty, '"
        + file.getFileName() + "' is in it: give one that is, for a cluster does not go on where"
        + " another one ended");
  }

  private static IllegalArgumentException unusable(Path folder, String why, IOException cause) {
    return new IllegalArgumentException(
        "a cluster cannot have the folder " + folder + ": " + why
            + "; give one that is empty or can be made, and can be written to",
        cause);
  }

  /** The folder of a node, with nothing in it. */
  static Path emptied(Path cluster, String node) {
    if (!node.matches("[\\w.-]*\\w[\\w.-]*")) {
      throw new IllegalArgumentException("'" + node
          + "' cannot be the name of a folder: a node with a disk has letters, digits, '.', '-' and"
          + " '_' in its name");
    }
    Path folder = cluster.resolve(node);
    try {
      if (Files.isDirectory(folder)) {
        for (Path file : filesIn(folder)) {
          Files.delete(file);
        }
      }
      return folder;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
