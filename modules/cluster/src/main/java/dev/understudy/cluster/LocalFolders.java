package dev.understudy.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folders of the machine that local nodes have for their disks. */
final class LocalFolders {
  private LocalFolders() {}

  /** The folder of a cluster, which it has to itself; made if need be. */
  static Path ofCluster(Path folder) {
    try {
      Files.createDirectories(folder);
      if (!filesIn(folder).isEmpty()) {
        throw new IllegalArgumentException(
            "the folder " + folder + " is not empty: give one that is,"
                + " for a cluster does not go on where another one ended");
      }
      return folder;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
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
