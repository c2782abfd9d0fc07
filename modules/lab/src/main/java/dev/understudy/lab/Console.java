package dev.understudy.lab;

import java.io.BufferedOutputStream;
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

  /** The streams of this process; {@code onGone} is called once when nobody reads them any more. */
  static Console ofThisProcess(Runnable onGone) {
    boolean isTerminal = Boolean.getBoolean("understudy.terminal"); // the script asks; Java cannot
    Outlet.Audience audience = new Outlet.Audience(onGone);
    return new Console(utf8(Outlet.out(audience)), utf8(Outlet.err(audience)), isTerminal);
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

  /** Whether the answer has arrived as a whole: a disk may be full. */
  boolean isAnswered() {
    return !out.checkError();
  }

  private static PrintStream utf8(Outlet outlet) {
    return new PrintStream(
        new BufferedOutputStream(outlet, 1 << 16), false, StandardCharsets.UTF_8);
  }
}
