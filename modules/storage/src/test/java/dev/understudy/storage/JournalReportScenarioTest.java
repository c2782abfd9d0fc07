package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Fifty records in five segments, flushed after every tenth, so that the records up to 40 are vouched
 * for: what a person reads when one of the files is not as it was written. That nothing else comes of
 * any cut or flipped bit is shown by {@link JournalChaosTest}.
 */
class JournalReportScenarioTest {
  private static final int SEGMENT_BYTES = 500;
  private static final String FIRST = "wal-0000000000000001.log"; // records 1 to 12, 44 bytes each
  private static final String SECOND = "wal-000000000000000d.log"; // 13 to 24, 45 bytes each
  private static final String THIRD = "wal-0000000000000019.log";
  private static final String FOURTH = "wal-0000000000000025.log"; // 37 to 48
  private static final String FIFTH = "wal-0000000000000031.log"; // 49 and 50

  private final JournalFiles fifty = JournalFiles.of(batches("record "), SEGMENT_BYTES);
  private final TreeMap<String, Buffer> files = new TreeMap<>(fifty.bytes());

  private static List<List<Buffer>> batches(String words) {
    List<List<Buffer>> batches = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      if (i % 10 == 1) {
        batches.add(new ArrayList<>());
      }
      batches.get(batches.size() - 1).add(Buffer.buffer(words + i));
    }
    return batches;
  }

  private void change(String name, Consumer<Buffer> change) {
    files.compute(name, (same, bytes) -> {
      Buffer changed = bytes.copy();
      change.accept(changed);
      return changed;
    });
  }

  private void flip(String name, int offset) {
    change(name, bytes -> bytes.setByte(offset, (byte) (bytes.getByte(offset) ^ 1)));
  }

  private void cut(String name, int size) {
    files.compute(name, (same, bytes) -> bytes.getBuffer(0, size));
  }

  private Future<Recovered> opening() {
    return new JournalFiles(files, fifty.options()).onDisk(0).open();
  }

  private void isRefused(String file, int offset, String found, int record) {
    assertThat(opening().cause())
        .isInstanceOf(CorruptJournalException.class)
        .hasMessage(
            "refusing to open the journal: %s at offset %d: %s; but a later record proves that all"
                + " records up to 40 were durable, so record %d cannot be given up: restore this file"
                + " from a replica or a backup, or rebuild this node",
            file, offset, found, record);
  }

  private void isCut(int records, int bytes, String file, int offset, String found) {
    Recovered recovered = opening().result();
    assertThat(recovered.records()).hasSize(records);
    assertThat(recovered.report().sentence())
        .isEqualTo(("%d records recovered, %d bytes of a torn tail cut from %s at offset %d: %s;"
                + " none of it had been known to be durable.")
            .formatted(records, bytes, file, offset, found));
  }

  @Test
  @DisplayName("The journal lies in five segments, and is whole")
  void whole() {
    assertThat(files.keySet()).containsExactly(FIRST, SECOND, THIRD, FOURTH, FIFTH);
    assertThat(opening().result().report().sentence())
        .isEqualTo("50 records recovered, the journal ended cleanly.");
  }

  @Test
  @DisplayName("Refused: a header that rotted where later records vouch for it")
  void headerInTheMiddle() {
    flip(FIRST, 4 * 44 + 10);
    isRefused(FIRST, 4 * 44, "there is no readable header of record 5", 5);
  }

  @Test
  @DisplayName("Refused: a payload that rotted where later records vouch for it")
  void payloadInTheMiddle() {
    flip(SECOND, 45 + 36 + 2);
    isRefused(SECOND, 45, "the payload of record 14 does not match its checksum", 14);
  }

  @Test
  @DisplayName("Refused: a segment in the middle that ends within a header")
  void headerCutInTheMiddle() {
    cut(SECOND, 100);
    isRefused(SECOND, 90, "there is no readable header of record 15", 15);
  }

  @Test
  @DisplayName("Refused: a segment in the middle that ends within a payload")
  void payloadCutInTheMiddle() {
    cut(SECOND, 90 + 36 + 4);
    isRefused(SECOND, 90, "record 15 has 9 bytes, the file ends after 4", 15);
  }

  @Test
  @DisplayName("Refused: a segment in the middle that lost whole records from its end")
  void recordsMissingInTheMiddle() {
    cut(SECOND, 90);
    isRefused(THIRD, 0, "the file begins with record 25, and record 15 is nowhere", 15);
  }

  @Test
  @DisplayName("Refused: a segment in the middle that is gone")
  void segmentMissing() {
    files.remove(SECOND);
    isRefused(THIRD, 0, "the file begins with record 25, and record 13 is nowhere", 13);
  }

  @Test
  @DisplayName("Refused: a record of another journal in the place of one of ours")
  void recordOfAnother() {
    Buffer other = JournalFiles.of(batches("Record "), SEGMENT_BYTES).bytes().get(SECOND);
    change(SECOND, bytes -> bytes.setBuffer(45, other.getBuffer(45, 90)));
    isRefused(SECOND, 45, "record 14 does not follow the record before it", 14);
  }

  @Test
  @DisplayName("Cut: a header that is torn where nobody vouches for it")
  void headerInTheTail() {
    cut(FIFTH, 60);
    isCut(49, 15, FIFTH, 45, "there is no readable header of record 50");
  }

  @Test
  @DisplayName("Cut: a payload that is torn where nobody vouches for it")
  void payloadInTheTail() {
    cut(FIFTH, 45 + 36 + 3);
    isCut(49, 39, FIFTH, 45, "record 50 has 9 bytes, the file ends after 3");
  }

  @Test
  @DisplayName("Cut: a payload that rotted where nobody vouches for it, and all that follows")
  void rotInTheTail() {
    flip(FOURTH, 8 * 45 + 36);
    isCut(44, 270, FOURTH, 8 * 45, "the payload of record 45 does not match its checksum");
  }

  @Test
  @DisplayName("Cut: segments of the tail behind a gap")
  void gapInTheTail() {
    cut(FOURTH, 8 * 45);
    isCut(44, 90, FIFTH, 0, "the file begins with record 49, and record 45 is nowhere");
  }

  @Test
  @DisplayName("Cut: a last segment that belongs to another life of the journal")
  void staleTail() {
    files.put(FIFTH, JournalFiles.of(batches("Record "), SEGMENT_BYTES).bytes().get(FIFTH));
    isCut(48, 90, FIFTH, 0, "record 49 does not follow the record before it");
  }

  @Test
  @DisplayName("Cut: a record of another journal that has the right place and the wrong number")
  void wrongNumber() {
    JournalFiles longer = JournalFiles.of(
        List.of(List.of(Buffer.buffer("x".repeat(52)), Buffer.buffer("second"))), SEGMENT_BYTES);
    JournalFiles shorter = JournalFiles.of(
        List.of(List.of(Buffer.buffer("record 1"), Buffer.buffer("record 2"), Buffer.buffer("3"))),
        SEGMENT_BYTES);
    files.clear();
    files.put(
        FIRST,
        shorter
            .bytes()
            .get(FIRST)
            .getBuffer(0, 88)
            .appendBuffer(longer.bytes().get(FIRST).getBuffer(88, 130)));
    isCut(2, 42, FIRST, 88, "there is record 2 instead of 3");
  }

  @Test
  @DisplayName(
      "A journal that lost whole records from its very end looks shorter, and only a replica can tell")
  void looksShorter() {
    cut(FIFTH, 45);
    assertThat(opening().result().report().sentence())
        .isEqualTo("49 records recovered, the journal ended cleanly.");
  }
}
