package dev.understudy.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders of the project.
 *
 * @param root where the script {@code lab} lies
 */
record Project(Path root) {
  /** Makes the path absolute: children of this process run in other folders. */
  Project {
    root = root.toAbsolutePath().normalize();
  }

  /** The project of the script that started this JVM, or else the current folder. */
  static Project ofThisProcess() {
    return new Project(Path.of(System.getProperty("understudy.home", "")));
  }

  /** The committed notebooks. */
  Path notebooks() {
    return root.resolve("notebooks");
  }

  /** What learners write, and what judges it. */
  Path exercises() {
    return root.resolve("exercises");
  }

  /** The recorded histories that come with it. */
  Path histories() {
    return root.resolve("docs/histories");
  }

  /** The committed figures. */
  Path benchmarkResults() {
    return root.resolve("benchmarks/results");
  }

  /** All that commands write and nobody commits. */
  Path privateFolder() {
    return root.resolve(".lab");
  }

  /** A folder in the private folder, made when it is not there. */
  Path privateFolder(String name) {
    Path folder = privateFolder().resolve(name);
    try {
      return Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new WrongInput("cannot write to " + folder + ": the project folder must be writable");
    }
  }
}
