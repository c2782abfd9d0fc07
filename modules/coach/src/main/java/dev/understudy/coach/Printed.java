package dev.understudy.coach;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The beginning of what a program prints. The rest is read too, so that it need not wait, and dropped. */
final class Printed implements Runnable {
  private static final int MOST_BYTES = 8 << 10;

  /** End of transmission: a program that prints nothing else of that kind says so that it is done. */
  private static final byte DONE = 4;

  private final InputStream source;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long dropped;
  private boolean isListening;
  private boolean isDone;
  private boolean isOver;

  private Printed(InputStream source) {
    this.source = source;
  }

  static Printed by(Process process) {
    Printed printed = new Printed(process.getInputStream());
    Thread reader = new Thread(printed, "output of the judged class");
    reader.setDaemon(true);
    reader.start();
    return printed;
  }

  /** The program's side of {@link #awaitDone}. */
  static void sayDone(PrintStream out) {
    out.write(DONE);
    out.flush();
  }

  @Override
  public void run() {
    byte[] buffer = new byte[1 << 13];
    try {
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        keep(buffer, read);
      }
    } catch (IOException ended) {
      return; // its program was ended: what it had to say does not matter any more
    } finally {
      end();
    }
  }

  private synchronized void keep(byte[] bytes, int many) {
    isDone = isListening && bytes[many - 1] == DONE;
    int text = isDone ? many - 1 : many;
    int room = Math.min(text, MOST_BYTES - kept.size());
    kept.write(bytes, 0, room);
    dropped += text - room;
    notifyAll();
  }

  private synchronized void end() {
    isOver = true;
    notifyAll();
  }

  /** Forgets what was printed, and listens from now on whether the program says that it is done. */
  synchronized void listen() {
    kept.reset();
    dropped = 0;
    isListening = true;
    isDone = false;
  }

  /** Waits until the program says that it is done, has ended, or so much time is over; whether it said so. */
  synchronized boolean awaitDone(Duration most) throws InterruptedException {
    long until = System.nanoTime() + most.toNanos();
    long left = most.toMillis();
    while (!isDone && !isOver && left > 0) {
      wait(left);
      left = (until - System.nanoTime()) / 1_000_000;
    }
    return isDone;
  }

  synchronized String text() {
    String text = kept.toString(StandardCharsets.UTF_8);
    return dropped == 0 ? text : text + "\n... and " + dropped + " bytes more";
  }
}
