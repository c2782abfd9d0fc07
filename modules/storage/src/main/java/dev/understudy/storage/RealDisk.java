package dev.understudy.storage;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of the machine as a {@link Disk}. Reads and appends touch the page cache on the caller's
 * thread; only syncs leave the event loop. The folder is not locked: give it to one node only.
 *
 * <p>Where an operating system does not let a directory be opened (Windows), {@link
 * #syncDirectory()} succeeds without having done anything, since there is nothing to call.
 */
public final class RealDisk implements Disk {
  private final Vertx vertx;
  private final Path folder;
  private final GroupCommit directorySyncs;

  /**
   * A disk over a folder, which is created when it is absent.
   *
   * @param vertx runs the syncs on its worker threads and completes them on the caller's context
   * @throws UncheckedIOException when the folder cannot be created
   */
  public RealDisk(Vertx vertx, Path folder) {
    this.vertx = vertx;
    this.folder = folder;
    this.directorySyncs = new GroupCommit(
        () -> "the directory " + folder, () -> offTheLoop(vertx, this::forceDirectory));
    unchecked(() -> Files.createDirectories(folder));
  }

  @Override
  public List<String> list() {
    return unchecked(() -> {
      try (Stream<Path> files = Files.list(folder)) {
        return files
            .filter(Files::isRegularFile)
            .map(file -> file.getFileName().toString())
            .sorted()
            .toList();
      }
    });
  }

  @Override
  public DiskFile open(String name) {
    return unchecked(() -> new RealFile(vertx, name, path(name)));
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(path(name));
  }

  @Override
  public void delete(String name) {
    unchecked(() -> Files.deleteIfExists(path(name)));
  }

  @Override
  public void rename(String from, String to) {
    Path source = path(from);
    Path target = path(to);
    if (!Files.exists(source)) {
      throw new IllegalArgumentException("no file " + from + " in " + folder);
    }
    unchecked(() -> Files.move(
        source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
  }

  @Override
  public Future<Void> syncDirectory() {
    return onCallersContext(vertx, directorySyncs);
  }

  /** The folder itself is a name too, in its parent, and may be as new as the file in it. */
  private Void forceDirectory() throws IOException {
    force(folder);
    force(folder.toAbsolutePath().getParent());
    return null;
  }

  private static void force(Path directory) throws IOException {
    FileChannel opened;
    try {
      opened = FileChannel.open(directory, StandardOpenOption.READ);
    } catch (AccessDeniedException directoriesCannotBeOpenedHere) {
      return;
    }
    try (opened) {
      opened.force(true);
    }
  }

  private Path path(String name) {
    return folder.resolve(FileNames.checked(name));
  }

  /** Runs what may block on a worker thread. */
  static Future<Void> offTheLoop(Vertx vertx, Machine<Void> force) {
    return vertx.executeBlocking(force::call, false);
  }

  /** Asks for a sync whose future completes where the caller is, whoever else shares it. */
  static Future<Void> onCallersContext(Vertx vertx, GroupCommit syncs) {
    Context caller = vertx.getOrCreateContext();
    Promise<Void> promise = Promise.promise();
    syncs.ask().onComplete(done -> {
      if (Vertx.currentContext() == caller) {
        promise.handle(done); // another turn of the loop would only cost time
      } else {
        caller.runOnContext(now -> promise.handle(done));
      }
    });
    return promise.future();
  }

  /** Something that may fail as the machine does. */
  @FunctionalInterface
  interface Machine<T> {
    T call() throws IOException;
  }

  static <T> T unchecked(Machine<T> action) {
    try {
      return action.call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
