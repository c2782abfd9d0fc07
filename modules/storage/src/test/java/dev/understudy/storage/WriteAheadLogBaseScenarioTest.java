package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.storage.WriteAheadLog.Base;
import dev.understudy.storage.WriteAheadLog.Opened;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A journal that is cut from the front, and read behind what stands for its front. */
class WriteAheadLogBaseScenarioTest {
  private static final WriteAheadLog.Options ONE_RECORD_EACH = new WriteAheadLog.Options(1, 100);

  private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
  private final List<String> read = new ArrayList<>();
  private final List<Base> bases = new ArrayList<>(List.of(Base.START));

  private Future<Opened> open(Base base) {
    read.clear();
    return WriteAheadLog.open(disk, ONE_RECORD_EACH, base, this::read);
  }

  private void read(long lsn, ByteBuffer payload) {
    read.add(lsn + " " + StandardCharsets.UTF_8.decode(payload));
  }

  /** Flushes after each record, and notes what would stand for the journal up to it. */
  private WriteAheadLog append(WriteAheadLog log, String... records) {
    for (String record : records) {
      log.append(Buffer.buffer(record));
      log.flush();
      bases.add(new Base(log.durableLsn(), log.checksum()));
    }
    return log;
  }

  @Test
  @DisplayName("A journal is read behind its base, and what comes before is not looked at")
  void behindBase() {
    WriteAheadLog log = append(open(Base.START).result().log(), "a", "b", "c", "d");
    assertThat(log.extents())
        .extracting(Extent::firstLsn, Extent::lastLsn, Extent::checksum)
        .element(1)
        .hasToString("(2L, 2L, " + bases.get(2).checksum() + ")");
    disk.corrupt("wal-0000000000000001.log", 5, 1);
    disk.delete("wal-0000000000000002.log");

    Opened opened = open(bases.get(2)).result();
    assertThat(read).containsExactly("3 c", "4 d");
    assertThat(opened.report().sentence())
        .isEqualTo("2 records recovered behind record 2, the journal ended cleanly.");
    assertThat(opened.log().checksum()).isEqualTo(bases.get(4).checksum());
    assertThat(opened.log().append(ByteBuffer.wrap(new byte[] {'e'}))).isEqualTo(5);

    assertThat(open(bases.get(4)).result().log().lastLsn()).isEqualTo(5);
    assertThat(read).containsExactly("5 e");
  }

  @Test
  @DisplayName("W3: what does not carry on its base is refused")
  void notBehindBase() {
    append(open(Base.START).result().log(), "a", "b", "c");
    assertThat(open(new Base(2, 77)).cause())
        .isInstanceOf(CorruptJournalException.class)
        .hasMessageContaining("wal-0000000000000003.log at offset 0: record 3 does not follow")
        .hasMessageContaining("the snapshot ends with record 2 and must be carried on by record 3");
    disk.delete("wal-0000000000000001.log");
    disk.delete("wal-0000000000000002.log");
    assertThat(open(bases.get(1)).cause())
        .hasMessageContaining(
            "begins with record 3, and record 2 is nowhere; the snapshot ends with");
    assertThat(open(bases.get(2)).succeeded()).isTrue();
  }

  @Test
  @DisplayName(
      "The front goes, oldest first, when it may; whoever opens from the first record is told")
  void truncation() {
    WriteAheadLog log = append(open(Base.START).result().log(), "a", "b", "c", "d");
    assertThatThrownBy(() -> log.truncateBefore(6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only 4 are durable");
    assertThat(log.truncateBefore(3).succeeded()).isTrue();
    assertThat(disk.list()).containsExactly("wal-0000000000000003.log", "wal-0000000000000004.log");
    assertThat(log.extents()).extracting(Extent::firstLsn).containsExactly(3L, 4L);
    append(log, "e");
    disk.crash();
    assertThat(open(bases.get(2)).result().log().lastLsn()).isEqualTo(5);
    assertThat(read).containsExactly("3 c", "4 d", "5 e");
    assertThat(open(Base.START).cause())
        .hasMessageContaining("the file begins with record 3, and record 1 is nowhere");
  }

  @Test
  @DisplayName("W2: a front for whose loss no later record would vouch is spared until one does")
  void spared() {
    WriteAheadLog log = open(Base.START).result().log();
    List.of("a", "b", "c", "d").forEach(record -> log.append(Buffer.buffer(record)));
    log.flush();
    assertThat(log.truncateBefore(4).succeeded()).isTrue();
    assertThat(disk.list()).as("all were written before any was durable").hasSize(4);
    append(log, "e");
    log.truncateBefore(4);
    assertThat(disk.list()).hasSize(2);
    assertThat(open(Base.START).cause()).isInstanceOf(CorruptJournalException.class);
  }

  @Test
  @DisplayName("Extents end where the journal is durable, and reach back over what was not read")
  void extents() {
    WriteAheadLog.Options two = new WriteAheadLog.Options(60, 100);
    WriteAheadLog log =
        WriteAheadLog.open(disk, two, Base.START, this::read).result().log();
    append(log, "a", "b", "c");
    log.append(Buffer.buffer("not flushed"));
    assertThat(log.extents()).extracting(Extent::lastLsn).containsExactly(2L, 3L);
    assertThat(log.extents()).extracting(Extent::bytes).containsExactly(74L, 37L);
    assertThat(log.extents())
        .extracting(Extent::checksum)
        .containsExactly(bases.get(2).checksum(), bases.get(3).checksum());
    final List<Extent> flushed = log.extents();

    disk.crash();
    Opened again = WriteAheadLog.open(disk, two, bases.get(2), this::read).result();
    assertThat(again.log().extents()).isEqualTo(flushed);
    assertThat(again.log().append(Buffer.buffer("d"))).isEqualTo(4);
  }
}
