package dev.understudy.notebook;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Takes {@code System.out} and {@code System.err} of this JVM while it is open and hands what is printed to a listener in
 * chunks: a cell that prints a million lines must not become a million messages. What both streams print stays in order.
 */
final class StandardStreams implements AutoCloseable {
  private static final int CHUNK_BYTES = 8 * 1024;
  private static final Duration AT_MOST_LATE = Duration.ofMillis(100);

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private final ScheduledExecutorService clock;
  private OutputListener.Source pendingSource = OutputListener.Source.STDOUT;
  private OutputListener listener;

  StandardStreams(OutputListener first) {
    listener = first;
    clock = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "cell-output");
      thread.setDaemon(true);
      return thread;
    });
    long millis = AT_MOST_LATE.toMillis();
    clock.scheduleWithFixedDelay(this::drain, millis, millis, TimeUnit.MILLISECONDS);
    System.setOut(
        new PrintStream(new Side(OutputListener.Source.STDOUT), true, StandardCharsets.UTF_8));
    System.setErr(
        new PrintStream(new Side(OutputListener.Source.STDERR), true, StandardCharsets.UTF_8));
  }

  /** Hands out what is pending to the listener so far, and all that follows to the new one. */
  synchronized void listener(OutputListener next) {
    flush(true);
    listener = next;
  }

  /** Hands out all that was printed until now. */
  synchronized void drain() {
    flush(false);
  }

  @Override
  public synchronized void close() {
    flush(true);
    clock.shutdownNow();
    System.setOut(out);
    System.setErr(err);
  }

  private synchronized void print(
      OutputListener.Source source, byte[] bytes, int offset, int length) {
    if (source != pendingSource) {
      flush(true);
      pendingSource = source;
    }
    pending.write(bytes, offset, length);
    if (pending.size() >= CHUNK_BYTES) {
      flush(false);
    }
  }

  private void flush(boolean withBrokenEnd) {
    byte[] bytes = pending.toByteArray();
    int whole = withBrokenEnd ? bytes.length : wholeCharacters(bytes);
    if (whole > 0) {
      pending.reset();
      pending.write(bytes, whole, bytes.length - whole);
      listener.onText(pendingSource, text(bytes, whole));
    }
  }

  /** The text with the line ends of notebooks, whatever those of this system are. */
  private static String text(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  /** How many bytes from the start end with a whole UTF-8 character: a chunk must not cut one in two. */
  private static int wholeCharacters(byte[] bytes) {
    for (int back = 1; back <= Math.min(4, bytes.length); back++) {
      int at = bytes.length - back;
      int lead = bytes[at] & 0xff;
      if (lead < 0x80 || lead >= 0xc0) {
        int needed = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        return needed > back ? at : bytes.length;
      }
    }
    return bytes.length;
  }

  private final class Side extends OutputStream {
    private final OutputListener.Source source;

    Side(OutputListener.Source source) {
      this.source = source;
    }

    @Override
    public void write(int oneByte) {
      print(source, new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      print(source, bytes, offset, length);
    }
  }
}
