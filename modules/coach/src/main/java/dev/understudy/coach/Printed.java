package dev.understudy.coach;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The beginning of what a program prints. The rest is read too, so that it need not wait, and dropped. */
final class Printed implements Runnable {
  private static final int MOST_BYTES = 8 << 10;

  private final InputStream source;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long dropped;

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

  @Override
  public void run() {
    byte[] buffer = new byte[1 << 13];
    try {
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        keep(buffer, read);
      }
    } catch (IOException ended) {
      return; // its program was ended: what it had to say does not matter any more
    }
  }

  private synchronized void keep(byte[] bytes, int many) {
    int room = Math.min(many, MOST_BYTES - kept.size());
    kept.write(bytes, 0, room);
    dropped += many - room;
  }

  synchronized String text() {
    String text = kept.toString(StandardCharsets.UTF_8);
    return dropped == 0 ? text : text + "\n... and " + dropped + " bytes more";
  }
}
