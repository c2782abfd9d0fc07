package dev.understudy.storage;

import dev.understudy.storage.zoo.BufferedInTheProcess;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that appends to a journal, several records under way at a time, and says on a line of its
 * own the number of each that is flushed, until it is killed. It begins when it is told to.
 */
final class KilledWriter {
  /** Small segments, so that a kill may also come while one begins. */
  static final WriteAheadLog.Options OPTIONS = new WriteAheadLog.Options(2000, 1000);

  private static final int UNDER_WAY = 8;

  private final WriteAheadLog log;

  private KilledWriter(WriteAheadLog log) {
    this.log = log;
  }

  /** Two arguments: the folder, and whether appends are buffered in the process. */
  public static void main(String[] arguments) throws IOException {
    Vertx vertx = Vertx.vertx();
    Disk real = new RealDisk(vertx, Path.of(arguments[0]));
    Disk disk = Boolean.parseBoolean(arguments[1]) ? new BufferedInTheProcess(real) : real;
    if (System.in.read() < 0) {
      Runtime.getRuntime().halt(0); // who started us is gone
    }
    vertx.runOnContext(now -> WriteAheadLog.open(disk, OPTIONS)
        .onSuccess(recovered -> new KilledWriter(recovered.log()).begin())
        .onFailure(KilledWriter::fail));
  }

  /** The record of this number: others cannot be taken for it, and its length is seldom theirs. */
  static Buffer record(long lsn) {
    return Buffer.buffer(("record " + lsn + " ").repeat(1 + (int) (lsn * 7 % 13)));
  }

  private void begin() {
    for (int i = 0; i < UNDER_WAY; i++) {
      next();
    }
  }

  private void next() {
    long lsn = log.append(record(log.lastLsn() + 1));
    log.flush()
        .onSuccess(done -> {
          System.out.println(lsn);
          if (System.out.checkError()) {
            Runtime.getRuntime().halt(0); // nobody is left to hear it, or to kill us
          }
          next();
        })
        .onFailure(KilledWriter::fail);
  }

  private static void fail(Throwable cause) {
    cause.printStackTrace();
    Runtime.getRuntime().halt(1);
  }
}
