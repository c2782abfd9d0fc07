package dev.understudy.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of one store, held by this process alone. The system gives it back when the process
 * ends, however it ends; the file that is locked stays, since to delete it would let two hold it.
 */
final class DataFolder implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final Pattern OURS = Pattern.compile(
      "lock|endpoint\\.json|\\.endpoint\\.json\\.part|system\\.json.*|wal-.*|snap-.*|.*\\.tmp");

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes a folder that holds a store.
   *
   * @param what says to others what this process does with it, in a few words
   * @return nothing when another process has it
   */
  static Optional<DataFolder> take(Path folder, String what) {
    checkHoldsStore(folder);
    return lock(folder, what);
  }

  /** The same, but a folder that is absent or empty will hold a new store. */
  static Optional<DataFolder> takeOrMake(Path folder, String what) {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException isFile) {
      throw new WrongInput("--data " + folder + ": it is a file; give a folder");
    } catch (IOException failure) {
      throw cannotWrite(folder);
    }
    Optional<String> foreign = foreign(folder);
    if (foreign.isPresent() && !Files.exists(folder.resolve("system.json"))) {
      throw new WrongInput("--data " + folder + ": it holds no store but other files ("
          + foreign.get() + "): give the folder of a store, an empty one or a new one");
    }
    return lock(folder, what);
  }

  /** Refuses a folder without a store. */
  static void checkHoldsStore(Path folder) {
    String problem = !Files.exists(folder)
        ? "there is no such folder"
        : !Files.isDirectory(folder)
            ? "it is a file; give a folder"
            : !Files.exists(folder.resolve("system.json")) ? "it holds no store" : null;
    if (problem != null) {
      throw new WrongInput("--data " + folder + ": " + problem
          + "; ./lab store put KEY VALUE --data FOLDER makes one");
    }
  }

  /** One line for who may not have it: who has it, and what to do. */
  static WrongInput isTaken(Path folder) {
    String holder;
    try {
      holder = Files.readString(folder.resolve(LOCK)).strip();
    } catch (IOException unreadable) {
      holder = "";
    }
    return new WrongInput("--data " + folder + ": another process has it"
        + (holder.isEmpty() ? "" : " (" + holder + ")")
        + "; end that one or wait for it");
  }

  private static Optional<DataFolder> lock(Path folder, String what) {
    FileChannel channel;
    try {
      channel = FileChannel.open(
          folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException failure) {
      throw cannotWrite(folder);
    }
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      String holder = "process " + ProcessHandle.current().pid() + ", " + what + "\n";
      channel.truncate(0).write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
      EndpointFile.delete(folder); // its process is gone
      return Optional.of(new DataFolder(folder, channel));
    } catch (OverlappingFileLockException heldByThisProcess) {
      closeQuietly(channel);
      return Optional.empty();
    } catch (IOException failure) {
      closeQuietly(channel);
      throw cannotWrite(folder);
    }
  }

  private static Optional<String> foreign(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files.map(file -> file.getFileName().toString()).sorted().toList();
      return names.stream().filter(name -> !OURS.matcher(name).matches()).findFirst();
    } catch (AccessDeniedException denied) {
      throw cannotWrite(folder);
    } catch (IOException failure) {
      throw new WrongInput("--data " + folder + ": it cannot be read: " + failure.getMessage());
    }
  }

  private static WrongInput cannotWrite(Path folder) {
    return new WrongInput("--data " + folder + ": cannot write there; give a folder of your own");
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException failure) {
      return; // nothing was written through it
    }
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** Gives it back. */
  @Override
  public void close() {
    closeQuietly(channel);
  }
}
