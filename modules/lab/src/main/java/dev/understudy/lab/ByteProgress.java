package dev.understudy.lab;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tells how far something with many bytes is: nothing in the first second, then bytes, rate and the
 * time that is left. On a terminal one line that changes, elsewhere a line every few seconds.
 */
final class ByteProgress {
  private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(3).toNanos();
  private static final long TERMINAL_NANOS = Duration.ofMillis(200).toNanos();

  private final Console console;
  private final LongSupplier nanos;
  private final long created;
  private String what = "";
  private long began; // when this thing was heard of first
  private long beganBytes; // what of it was done then
  private long next = FIRST_NANOS;
  private int shown; // characters on the terminal's line

  ByteProgress(Console console) {
    this(console, System::nanoTime);
  }

  ByteProgress(Console console, LongSupplier nanos) {
    this.console = console;
    this.nanos = nanos;
    this.created = nanos.getAsLong();
  }

  /** So much is done of so much; a total of 0 means that nobody knows it. Another thing has a rate of its own. */
  synchronized void done(String newWhat, long bytes, long total) {
    long now = nanos.getAsLong();
    if (!newWhat.equals(what)) {
      what = newWhat;
      began = now;
      beganBytes = bytes;
      return;
    }
    long since = now - created;
    if (since < next || total > 0 && bytes >= total) {
      return;
    }
    next = since + (console.isTerminal() ? TERMINAL_NANOS : LINE_NANOS);
    show(line(bytes, total, (bytes - beganBytes) * 1e9 / Math.max(1, now - began)));
  }

  /** What is told next stands on a line of its own. */
  synchronized void end() {
    if (shown > 0) {
      console.err().print("\r" + " ".repeat(shown) + "\r");
      console.err().flush();
      shown = 0;
    }
  }

  private void show(String line) {
    if (!console.isTerminal()) {
      console.tell(line);
      return;
    }
    console.err().print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
    console.err().flush();
    shown = line.length();
  }

  private String line(long bytes, long total, double rate) {
    String line = what + ": " + words(bytes) + (total > 0 ? " of " + words(total) : "") + ", "
        + words(Math.round(rate)) + "/s";
    return total > 0 && rate > 0
        ? line + ", about " + time((long) Math.ceil((total - bytes) / rate)) + " left"
        : line;
  }

  /** Bytes as people read them. */
  static String words(long bytes) {
    if (bytes < 10_000) {
      return bytes + " bytes";
    }
    String[] units = {"KiB", "MiB", "GiB", "TiB"};
    double value = bytes / 1024.0;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
  }

  private static String time(long seconds) {
    return seconds < 120
        ? Math.max(1, seconds) + " s"
        : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }
}
