package dev.understudy.lab;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

/**
 * Waits until a file holds another text than before. It looks at the text, whatever an editor does to
 * save: write in place, or put a new file in the place of the old. The file system's notice only makes
 * it look sooner.
 */
final class Saves implements AutoCloseable {
  private static final long LOOK_AGAIN_MILLIS = 250;
  private static final long SETTLE_MILLIS = 30;

  private final Path file;
  private final WatchService notices;
  private String last;

  private Saves(Path file, WatchService notices) {
    this.file = file;
    this.notices = notices;
  }

  static Saves of(Path file) {
    try {
      WatchService notices = FileSystems.getDefault().newWatchService();
      Path folder = file.toAbsolutePath().getParent();
      folder.register(
          notices,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
      return new Saves(file, notices);
    } catch (IOException failure) {
      throw new WrongInput("cannot watch the folder of " + file + ": it must be there");
    }
  }

  /** The next text; at first the one that is there. While there is no file it waits for one. */
  String next() throws InterruptedException {
    while (true) {
      String text = read();
      if (text != null && !text.equals(last)) {
        String settled = settled(text);
        if (settled != null) {
          last = settled;
          return settled;
        }
      }
      WatchKey notice = notices.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      if (notice != null) {
        notice.pollEvents();
        notice.reset();
      }
    }
  }

  /** The text once it does not change any more: an editor may be in the middle of it. */
  private String settled(String text) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
    String again = read();
    return text.equals(again) ? text : null;
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (IOException notThereOrNoText) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      notices.close();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
