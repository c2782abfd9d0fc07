package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WriteAheadLogScenarioTest {
  private final SimulatedDisk disk = new SimulatedDisk(new Random(1));

  @Test
  @DisplayName("What was flushed survives the power cut, what was only written does not")
  void flushedSurvives() {
    WriteAheadLog log = WriteAheadLog.open(disk).result().log();
    log.append(Buffer.buffer("left paw"));
    log.append(Buffer.buffer("right paw"));
    assertThat(log.flush().succeeded()).isTrue();
    log.append(Buffer.buffer("tail"));

    disk.crash();

    Recovered recovered = WriteAheadLog.open(disk).result();
    assertThat(recovered.records())
        .extracting(Buffer::toString)
        .containsExactly("left paw", "right paw");
    assertThat(recovered.log().durableLsn()).isEqualTo(2);
    assertThat(recovered.report().isClean()).isTrue();
  }
}
