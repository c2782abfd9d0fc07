package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WriteAheadLogScenarioTest {
  private static final String FIRST_SEGMENT = "wal-0000000000000001.log";
  private static final WriteAheadLog.Options ONE_RECORD_EACH = new WriteAheadLog.Options(1, 100);

  private final ArrayDeque<Promise<Void>> syncs = new ArrayDeque<>();
  private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
  private final SimulatedDisk slowDisk = new SimulatedDisk(new Random(1), this::delay);

  private Future<Void> delay() {
    syncs.add(Promise.promise());
    return syncs.getLast().future();
  }

  private void finishSyncs() {
    while (!syncs.isEmpty()) {
      syncs.remove().complete();
    }
  }

  private WriteAheadLog openSlowly() {
    Future<Recovered> opening = WriteAheadLog.open(slowDisk);
    finishSyncs();
    return opening.result().log();
  }

  private static WriteAheadLog append(WriteAheadLog log, String... records) {
    for (String record : records) {
      log.append(Buffer.buffer(record));
    }
    return log;
  }

  private static List<String> texts(Recovered recovered) {
    return recovered.records().stream().map(Buffer::toString).toList();
  }

  @Test
  @DisplayName("What was flushed survives the power cut, what was only written does not")
  void flushedSurvives() {
    WriteAheadLog log = append(WriteAheadLog.open(disk).result().log(), "left paw", "right paw");
    assertThat(log.flush().succeeded()).isTrue();
    append(log, "tail");
    assertThat(log.lastLsn()).isEqualTo(3);
    assertThat(log.durableLsn()).isEqualTo(2);

    disk.crash();

    Recovered recovered = WriteAheadLog.open(disk).result();
    assertThat(texts(recovered)).containsExactly("left paw", "right paw");
    assertThat(recovered.log().durableLsn()).isEqualTo(2);
    assertThat(recovered.log().append(Buffer.buffer("another tail"))).isEqualTo(3);
    assertThat(recovered.report().sentence())
        .isEqualTo("2 records recovered, the journal ended cleanly.");
  }

  @Test
  @DisplayName("A thousand writers, two syncs: who comes during a sync shares the next one")
  void groupCommit() {
    WriteAheadLog log = openSlowly();
    append(log, "first").flush();
    finishSyncs();
    long before = slowDisk.syncs();

    List<Future<Void>> flushes = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      flushes.add(append(log, "record " + i).flush());
    }
    assertThat(slowDisk.syncs() - before).isEqualTo(1);
    finishSyncs();
    assertThat(flushes).allMatch(Future::succeeded);
    assertThat(log.durableLsn()).isEqualTo(1001);
    assertThat(slowDisk.syncs() - before).isEqualTo(2);
  }

  @Test
  @DisplayName("A flush of what is durable already costs nothing")
  void nothingToFlush() {
    WriteAheadLog log = append(WriteAheadLog.open(disk).result().log(), "paw");
    log.flush();
    long before = disk.syncs();
    assertThat(log.flush().succeeded()).isTrue();
    assertThat(disk.syncs()).isEqualTo(before);
  }

  @Test
  @DisplayName("W4: a flush succeeds only after the sync of the new segment and of its directory")
  void newSegment() {
    WriteAheadLog log = openSlowly();
    Future<Void> flush = append(log, "paw").flush();
    syncs.remove().complete();
    assertThat(flush.isComplete()).as("file synced, directory not").isFalse();
    syncs.remove().complete();
    assertThat(flush.succeeded()).isTrue();
  }

  @Test
  @DisplayName(
      "After one failed flush the journal promises nothing more; what was promised comes back")
  void failedFlush() {
    WriteAheadLog log = append(WriteAheadLog.open(disk).result().log(), "promised");
    log.flush();
    append(log, "lost");
    disk.failNextSync();
    assertThat(log.flush().cause())
        .isInstanceOf(SyncFailedException.class)
        .hasMessageContaining("records 2 to 2 of the journal");
    assertThat(log.flush().failed()).isTrue();
    assertThatThrownBy(() -> append(log, "more")).isInstanceOf(SyncFailedException.class);
    assertThat(log.durableLsn()).isEqualTo(1);

    disk.crash();
    assertThat(texts(WriteAheadLog.open(disk).result())).containsExactly("promised");
  }

  @Test
  @DisplayName("A torn tail is cut and reported; the second recovery finds nothing to report")
  void tornTail() {
    WriteAheadLog log = append(WriteAheadLog.open(disk).result().log(), "left paw", "right paw");
    log.flush();
    disk.open(FIRST_SEGMENT).append(Buffer.buffer("UWL1 but not a record"));

    Recovered recovered = WriteAheadLog.open(disk).result();
    assertThat(texts(recovered)).containsExactly("left paw", "right paw");
    assertThat(recovered.report().sentence())
        .isEqualTo("2 records recovered, 21 bytes of a torn tail cut from " + FIRST_SEGMENT
            + " at offset 89: there is no readable header of record 3;"
            + " none of it had been known to be durable.");

    Recovered again = WriteAheadLog.open(disk).result();
    assertThat(texts(again)).containsExactly("left paw", "right paw");
    assertThat(again.report().isClean()).isTrue();
  }

  @Test
  @DisplayName("A rotten middle is refused by file and offset, and the disk is left as it is")
  void rottenMiddle() {
    WriteAheadLog log = append(WriteAheadLog.open(disk).result().log(), "left paw", "right paw");
    log.flush();
    append(log, "tail").flush();
    disk.corrupt(FIRST_SEGMENT, 50, 0x10);

    for (int attempt = 0; attempt < 2; attempt++) {
      Throwable refusal = WriteAheadLog.open(disk).cause();
      assertThat(refusal)
          .isInstanceOf(CorruptJournalException.class)
          .hasMessageContaining(FIRST_SEGMENT + " at offset 44")
          .hasMessageContaining("there is no readable header of record 2")
          .hasMessageContaining("all records up to 2 were durable")
          .hasMessageContaining("restore this file");
      assertThat(((CorruptJournalException) refusal).offset()).isEqualTo(44);
    }
  }

  @Test
  @DisplayName("Segments roll, and a segment that is missing in the middle is refused")
  void segments() {
    WriteAheadLog log = WriteAheadLog.open(disk, ONE_RECORD_EACH).result().log();
    append(log, "a", "b", "c").flush();
    append(log, "d").flush();
    assertThat(disk.list()).hasSize(4).contains("wal-0000000000000004.log");
    assertThat(texts(WriteAheadLog.open(disk, ONE_RECORD_EACH).result()))
        .containsExactly("a", "b", "c", "d");

    disk.delete("wal-0000000000000002.log");
    assertThat(WriteAheadLog.open(disk, ONE_RECORD_EACH).cause())
        .isInstanceOf(CorruptJournalException.class)
        .hasMessageContaining("begins with record 3, and record 2 is nowhere");
  }

  @Test
  @DisplayName(
      "When the tail spans segments, all of it goes, and the journal continues in its place")
  void tornTailOverSegments() {
    WriteAheadLog log = WriteAheadLog.open(disk, ONE_RECORD_EACH).result().log();
    append(log, "a").flush();
    append(log, "b", "c", "d");
    disk.open("wal-0000000000000002.log").truncate(20);

    Recovered recovered = WriteAheadLog.open(disk, ONE_RECORD_EACH).result();
    assertThat(texts(recovered)).containsExactly("a");
    assertThat(recovered.report().bytesCut()).isEqualTo(20 + 37 + 37);
    append(recovered.log(), "B", "C").flush();
    disk.crash();
    assertThat(texts(WriteAheadLog.open(disk, ONE_RECORD_EACH).result()))
        .containsExactly("a", "B", "C");
  }

  @Test
  @DisplayName("A stale segment that fits by its number does not fit by its chain")
  void staleSegment() {
    WriteAheadLog log = WriteAheadLog.open(disk, ONE_RECORD_EACH).result().log();
    append(log, "a", "b");
    DiskFile second = disk.open("wal-0000000000000002.log");
    Buffer stale = second.read(0, (int) second.size());

    SimulatedDisk other = new SimulatedDisk(new Random(1));
    append(WriteAheadLog.open(other, ONE_RECORD_EACH).result().log(), "A").flush();
    other.open("wal-0000000000000002.log").append(stale);
    Recovered recovered = WriteAheadLog.open(other, ONE_RECORD_EACH).result();
    assertThat(texts(recovered)).containsExactly("A");
    assertThat(recovered.report().reason())
        .isEqualTo("record 2 does not follow the record before it");
  }

  @Test
  @DisplayName("A journal copied into a payload is data: its marks vouch for nothing")
  void journalInAPayload() {
    WriteAheadLog inner = WriteAheadLog.open(disk).result().log();
    append(inner, "a", "b", "c").flush();
    append(inner, "d").flush();
    DiskFile file = disk.open(FIRST_SEGMENT);
    Buffer copy = file.read(0, (int) file.size());

    SimulatedDisk other = new SimulatedDisk(new Random(1));
    WriteAheadLog outer = WriteAheadLog.open(other).result().log();
    outer.append(copy);
    other.open(FIRST_SEGMENT).truncate(copy.length());
    assertThat(WriteAheadLog.open(other).result().report().bytesCut()).isEqualTo(copy.length());
  }

  @Test
  @DisplayName(
      "A record over the limit is refused when it is written and when it is read, and never cut")
  void tooLong() {
    WriteAheadLog log = WriteAheadLog.open(disk).result().log();
    append(log, "12345").flush();
    WriteAheadLog.Options strict = new WriteAheadLog.Options(1000, 4);
    assertThat(WriteAheadLog.open(disk, strict).cause())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("record 1 has 5 bytes, but these options allow 4");
    assertThat(texts(WriteAheadLog.open(disk).result())).containsExactly("12345");

    WriteAheadLog strictLog =
        WriteAheadLog.open(new SimulatedDisk(new Random(1)), strict).result().log();
    assertThatThrownBy(() -> append(strictLog, "12345"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 bytes is longer than the allowed 4");
    assertThat(strictLog.lastLsn()).isZero();
    assertThatThrownBy(() -> new WriteAheadLog.Options(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("segmentBytes");
  }

  @Test
  @DisplayName(
      "A full disk refuses a record and keeps the journal whole; with room again it goes on")
  void fullDisk() {
    WriteAheadLog log = append(WriteAheadLog.open(disk).result().log(), "a");
    disk.full(40);
    assertThatThrownBy(() -> append(log, "b")).isInstanceOf(DiskFullException.class);
    assertThat(log.flush().succeeded()).isTrue();
    disk.full(Long.MAX_VALUE);
    append(log, "c").flush();
    disk.crash();
    assertThat(texts(WriteAheadLog.open(disk).result())).containsExactly("a", "c");
  }

  @Test
  @DisplayName("An empty record is a record, and files of others are left alone")
  void emptyRecord() {
    disk.open("notes.txt").append(Buffer.buffer("not a journal"));
    append(WriteAheadLog.open(disk).result().log(), "").flush();
    assertThat(texts(WriteAheadLog.open(disk).result())).containsExactly("");
    assertThat(disk.list()).containsExactly("notes.txt", FIRST_SEGMENT);
  }
}
