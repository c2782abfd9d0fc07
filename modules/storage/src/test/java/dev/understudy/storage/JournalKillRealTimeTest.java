package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes on a real disk, killed with SIGKILL in the middle of their writes. The moment is an
 * event, so many records acknowledged, and not a time: on a slow machine it only comes later.
 */
@Tag("real-time")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalKillRealTimeTest {
  private static final int LIVES = 15;
  private static final int MOST_ACKNOWLEDGED = 120;
  private static final long SEED = 42;

  private Vertx vertx;

  @TempDir
  Path folder;

  @BeforeAll
  void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  void stop() throws Exception {
    DiskContract.await(vertx.close());
  }

  @Test
  @DisplayName(
      "W1: killed again and again in the middle of writes, a journal has lost nothing it promised")
  void killed() throws Exception {
    assertThat(live(false))
        .as("records that were under way when a process was killed and are there all the same")
        .isPositive();
  }

  @Test
  @DisplayName("Who syncs what the process had not written yet loses what it acknowledged")
  void buffered() {
    assertThatThrownBy(() -> live(true))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("W1")
        .hasMessageContaining("was acknowledged in life");
  }

  /** Lets one directory live through all its processes; returns how many records were there unpromised. */
  private long live(boolean buffered) throws Exception {
    Path data = folder.resolve(buffered ? "buffered" : "kept");
    Random random = new Random(SEED);
    long unpromised = 0;
    Life next = Life.prepare(data, buffered, folder);
    try {
      for (int life = 1; life <= LIVES; life++) {
        Life now = next;
        next = Life.prepare(data, buffered, folder);
        long acknowledged = now.liveUntil(1 + random.nextInt(MOST_ACKNOWLEDGED));
        unpromised += check(data, life, acknowledged) - acknowledged;
      }
    } finally {
      next.kill();
    }
    return unpromised;
  }

  /** Opens what a process has left and returns how many records it finds. */
  private long check(Path data, int life, long acknowledged) throws Exception {
    Recovered found =
        DiskContract.await(WriteAheadLog.open(new RealDisk(vertx, data), KilledWriter.OPTIONS));
    found.log().close();
    List<Buffer> records = found.records();
    assertThat(records.size())
        .as(
            "W1: seed %d, up to record %d was acknowledged in life %d; %s",
            SEED, acknowledged, life, found.report().sentence())
        .isGreaterThanOrEqualTo((int) acknowledged);
    for (int i = 0; i < records.size(); i++) {
      assertThat(records.get(i))
          .as("W1: seed %d, record %d after life %d", SEED, i + 1, life)
          .isEqualTo(KilledWriter.record(i + 1));
    }
    return records.size();
  }

  /** One process: ready to write, but told to only when the one before it is dead. */
  private record Life(Process process, Path complaints) {

    static Life prepare(Path data, boolean buffered, Path folder) throws IOException {
      Path complaints = Files.createTempFile(folder, "complaints", ".txt");
      return new Life(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-XX:-UsePerfData",
                  "-Dvertx.disableDnsResolver=true",
                  "-cp",
                  System.getProperty("java.class.path"),
                  KilledWriter.class.getName(),
                  data.toString(),
                  String.valueOf(buffered))
              .redirectError(complaints.toFile())
              .start(),
          complaints);
    }

    /** Kills it when it has acknowledged so many; returns the last it has, heard before or after. */
    long liveUntil(int acknowledgements) throws Exception {
      long last = 0;
      try (BufferedReader lines = process.inputReader()) {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        for (int heard = 0; heard < acknowledgements; heard++) {
          String line = lines.readLine();
          assertThat(line).as("a process that writes; it said: %s", said()).isNotNull();
          last = Math.max(last, Long.parseLong(line));
        }
        kill();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          last = Math.max(
              last,
              Long.parseLong(line)); // it was on its way: a line is one write, never half of one
        }
      } finally {
        kill();
      }
      return last;
    }

    /** Through its handle: Process.destroyForcibly would also close what we have not read yet. */
    void kill() throws InterruptedException {
      process.toHandle().destroyForcibly();
      process.waitFor();
    }

    private String said() throws IOException {
      return Files.readString(complaints);
    }
  }
}
