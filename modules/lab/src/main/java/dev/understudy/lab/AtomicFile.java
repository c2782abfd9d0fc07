package dev.understudy.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is there as a whole or not at all, wherever the writer was stopped. */
final class AtomicFile {
  private AtomicFile() {}

  /** Writes or replaces a file, or writes to a device; refuses a place that cannot be written. */
  static void write(Path file, String content) {
    Path target = file.toAbsolutePath();
    // Of this process alone: two that write the same file must not take each other's part.
    long writer = ProcessHandle.current().pid();
    Path part = target.resolveSibling("." + target.getFileName() + "." + writer + ".part");
    try {
      if (Files.isDirectory(target)) {
        throw new WrongInput("cannot write " + file + ": it is a folder");
      }
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        Files.writeString(target, content); // a device or a pipe, whose place no file may take
        return;
      }
      try {
        Files.writeString(part, content);
        Files.move(
            part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException failure) {
      throw new WrongInput("cannot write " + file + ": " + failure.getClass().getSimpleName()
          + "; give a file in a folder that is there and can be written");
    }
  }
}
