package dev.understudy.lab;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command speaks. Both streams are UTF-8 whatever the machine's own character set is, and
 * lines end in {@code \n}: the same run prints the same bytes everywhere.
 *
 * @param out the answer, for people and for programs
 * @param err progress and complaints
 * @param isTerminal whether {@code err} is a screen, on which a line may be written again
 */
record Console(PrintStream out, PrintStream err, boolean isTerminal) {
  /** Streams that go elsewhere than to a screen. */
  Console(PrintStream out, PrintStream err) {
    this(out, err, false);
  }

  /** The streams of this process. */
  static Console ofThisProcess() {
    boolean isTerminal = Boolean.getBoolean("understudy.terminal"); // the script asks; Java cannot
    return new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err), isTerminal);
  }

  /** One line of the answer. */
  void answer(String line) {
    out.print(line + "\n");
    out.flush();
  }

  /** One line about what goes on. */
  void tell(String line) {
    err.print(line + "\n");
    err.flush();
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    var buffered = new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16);
    return new PrintStream(buffered, false, StandardCharsets.UTF_8);
  }
}
