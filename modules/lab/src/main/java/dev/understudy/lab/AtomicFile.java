package dev.understudy.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is there as a whole or not at all, wherever the writer was stopped. */
final class AtomicFile {
  private AtomicFile() {}

  /**
   * Refuses a place that cannot be written, as {@link #write} would: before long work, not after it.
   *
   * @param file null if nothing is to be written
   */
  static void checkPlace(Path file) {
    if (file == null || isDevice(file.toAbsolutePath())) {
      return;
    }
    Path part = part(file);
    try {
      Files.writeString(part, "");
      Files.delete(part);
    } catch (IOException failure) {
      throw refused(file, failure);
    }
  }

  /** Writes or replaces a file, or writes to a device; refuses a place that cannot be written. */
  static void write(Path file, String content) {
    Path target = file.toAbsolutePath();
    Path part = part(file);
    try {
      if (isDevice(target)) {
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
      throw refused(file, failure);
    }
  }

  /** Of this process alone: two that write the same file must not take each other's part. */
  private static Path part(Path file) {
    Path target = file.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new WrongInput("cannot write " + file + ": it is a folder");
    }
    long writer = ProcessHandle.current().pid();
    return target.resolveSibling("." + target.getFileName() + "." + writer + ".part");
  }

  /** Or a pipe. */
  private static boolean isDevice(Path target) {
    return Files.exists(target) && !Files.isDirectory(target) && !Files.isRegularFile(target);
  }

  private static WrongInput refused(Path file, IOException failure) {
    return new WrongInput("cannot write " + file + ": " + failure.getClass().getSimpleName()
        + "; give a file in a folder that is there and can be written");
  }
}
