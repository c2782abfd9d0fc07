package dev.understudy.lab;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A stream of this process. When its reader has gone away, as {@code head} does, nobody listens to the
 * others either: they fall silent with it.
 */
final class Outlet extends OutputStream {
  private static final int KIND_OF_FILE = 0xF000; // in the mode of a file, as stat(2) says it
  private static final int PIPE = 0x1000;
  private static final int SOCKET = 0xC000;

  /** Who reads the streams of one process; hears once that they do no longer. */
  static final class Audience {
    private final Runnable onGone;
    private boolean isGone;

    /** {@code onGone} is called by whoever writes, and must return at once. */
    Audience(Runnable onGone) {
      this.onGone = onGone;
    }

    private synchronized boolean isGone() {
      return isGone;
    }

    private synchronized void leave() {
      if (!isGone) {
        isGone = true;
        onGone.run();
      }
    }
  }

  private final OutputStream to;
  private final Path place;
  private final Audience audience;

  /**
   * A stream to this audience.
   *
   * @param place the name that the system has for it
   */
  Outlet(OutputStream to, Path place, Audience audience) {
    this.to = to;
    this.place = place;
    this.audience = audience;
  }

  /** The answer of this process. */
  static Outlet out(Audience audience) {
    return new Outlet(new FileOutputStream(FileDescriptor.out), Path.of("/dev/stdout"), audience);
  }

  /** The progress and the complaints of this process. */
  static Outlet err(Audience audience) {
    return new Outlet(new FileOutputStream(FileDescriptor.err), Path.of("/dev/stderr"), audience);
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (audience.isGone()) {
      return;
    }
    try {
      to.write(bytes, from, count);
    } catch (IOException failure) {
      if (isPipe(failure)) {
        audience.leave();
      }
      throw failure;
    }
  }

  /** A pipe fails only when nobody reads it; what the failure says depends on the user's language. */
  private boolean isPipe(IOException failure) {
    try {
      int kind = (Integer) Files.getAttribute(place, "unix:mode") & KIND_OF_FILE;
      return kind == PIPE || kind == SOCKET;
    } catch (IOException | UnsupportedOperationException notUnix) {
      return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
  }
}
