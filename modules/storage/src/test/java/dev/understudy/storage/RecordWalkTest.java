package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecordWalkTest {
  private record Passed(long lsn, int checksum, long end, long epochMillis) {}

  private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
  private final Random random = new Random(2);
  private List<Extent> extents;

  private void journal() {
    WriteAheadLog log =
        WriteAheadLog.open(disk, new WriteAheadLog.Options(500, 200)).result().log();
    for (int i = 1; i <= 60; i++) {
      Buffer payload = Buffer.buffer().appendByte((byte) 1).appendLong(1000 + i);
      log.append(i % 7 == 0 ? Buffer.buffer() : payload.appendBytes(new byte[random.nextInt(150)]));
    }
    assertThat(log.flush().succeeded()).isTrue();
    extents = log.extents();
  }

  private List<Passed> walk(RecordWalk.Visitor also, int mostBytes) {
    List<Passed> passed = new ArrayList<>();
    RecordWalk walk = RecordWalk.behind(0, 0, (lsn, checksum, end, epochMillis) -> {
      passed.add(new Passed(lsn, checksum, end, epochMillis));
      also.passed(lsn, checksum, end, epochMillis);
    });
    for (Extent extent : extents) {
      walk.enter(extent.file(), 0);
      ByteBuffer bytes = ByteBuffer.allocate((int) extent.bytes());
      disk.open(extent.file()).read(0, bytes);
      bytes.flip();
      while (bytes.hasRemaining()) {
        int length = Math.min(bytes.remaining(), 1 + random.nextInt(mostBytes));
        walk.pass(bytes.slice(bytes.position(), length));
        bytes.position(bytes.position() + length);
      }
    }
    walk.checkBetweenRecords();
    return passed;
  }

  @Test
  @DisplayName("However the bytes are cut into chunks, every record is seen once, where it is")
  void chunks() {
    journal();
    List<Passed> whole = walk((lsn, checksum, end, time) -> {}, 1_000_000);
    assertThat(whole).extracting(Passed::lsn).hasSize(60).endsWith(59L, 60L);
    assertThat(whole).allMatch(p -> p.epochMillis() == (p.lsn() % 7 == 0 ? 0 : 1000 + p.lsn()));
    for (Extent extent : extents) {
      assertThat(whole)
          .anyMatch(p -> p.lsn() == extent.lastLsn()
              && p.end() == extent.bytes()
              && p.checksum() == extent.checksum());
    }
    for (int mostBytes : new int[] {1, 2, 30, 60, 300}) {
      assertThat(walk((lsn, checksum, end, time) -> {}, mostBytes)).isEqualTo(whole);
    }
  }

  @Test
  @DisplayName("Bytes that are not the next record are refused")
  void refused() {
    journal();
    RecordWalk behindAnother = RecordWalk.behind(0, 1, (lsn, checksum, end, time) -> {});
    behindAnother.enter(extents.get(0).file(), 0);
    ByteBuffer bytes = ByteBuffer.allocate((int) extents.get(0).bytes());
    disk.open(extents.get(0).file()).read(0, bytes);
    assertThatThrownBy(() -> behindAnother.pass(bytes.flip()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("record 1 does not follow record 0");
    RecordWalk anywhere = RecordWalk.fromAnywhere((lsn, checksum, end, time) -> {});
    anywhere.enter("x", 1);
    assertThatThrownBy(() -> anywhere.pass(bytes.position(1)))
        .hasMessageContaining("x at offset 1: there is no record");
    RecordWalk cut = RecordWalk.fromAnywhere((lsn, checksum, end, time) -> {});
    cut.enter("x", 0);
    cut.pass(bytes.position(0).limit(20));
    assertThatThrownBy(cut::checkBetweenRecords)
        .hasMessageContaining("x ends in the middle of record 1");
  }
}
