package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.storage.Command;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LogBytesTest {
  private final Log log = new Log(List.of());
  private final LogBytes bytes = new LogBytes(log);

  private void add(Command command) {
    log.add(new Entry(1, command == null ? null : new Request("alice", 1, command)));
  }

  private long walked(long index) {
    return LongStream.rangeClosed(index + 1, log.lastIndex())
        .mapToObj(log::at)
        .mapToLong(entry -> entry.request().command().bytes())
        .sum();
  }

  @Test
  @DisplayName("Bytes are those of keys and values in UTF-8; a leader's first entry has none")
  void units() {
    add(null);
    assertThat(bytes.after(0)).isZero();
    add(new Command.Put("k", "v"));
    assertThat(bytes.after(0)).isEqualTo(2);
    add(new Command.Put("clé", "😀"));
    assertThat(bytes.after(2)).isEqualTo(4 + 4);
    add(new Command.Append("k", "€"));
    add(new Command.CompareAndSet("k", null, "ab"));
    add(new Command.CompareAndSet("k", "abc", "ab"));
    add(new Command.Delete("k"));
    add(new Command.Get("k"));
    assertThat(bytes.after(3)).isEqualTo(4 + 3 + 6 + 1 + 1);
    assertThat(bytes.after(log.lastIndex())).isZero();
  }

  @Test
  @DisplayName("The answer is the same wherever a sum was kept, and while the log grows")
  void sums() {
    for (int i = 1; i <= 3 * LogBytes.STEP + 7; i++) {
      add(new Command.Put("key" + i, "x".repeat(i % 13)));
      if (i % 500 == 0) {
        assertThat(bytes.after(i / 2)).isEqualTo(walked(i / 2));
      }
    }
    for (int step = 0; step <= 3; step++) {
      for (int beside = -1; beside <= 1; beside++) {
        long index = Math.max(0, step * LogBytes.STEP + beside);
        assertThat(bytes.after(index)).as("after " + index).isEqualTo(walked(index));
      }
    }
  }

  @Test
  @DisplayName("What a snapshot stands for is not counted, whether it had been summed up or not")
  void base() {
    for (int i = 1; i <= 5 * LogBytes.STEP; i++) {
      add(new Command.Put("key" + i, "x".repeat(i % 13)));
    }
    log.compact(10);
    assertThat(bytes.after(3)).as("nothing had been summed up").isEqualTo(walked(10));
    for (long base : new long[] {11, LogBytes.STEP, 3 * LogBytes.STEP + 5}) {
      log.compact(base);
      assertThat(bytes.after(0)).isEqualTo(walked(base));
      assertThat(bytes.after(base + 2)).isEqualTo(walked(base + 2));
    }
    add(new Command.Put("k", "v"));
    add(new Command.Put("k", "v"));
    log.compact(log.lastIndex() - 1);
    assertThat(bytes.after(0)).isEqualTo(2);
    add(new Command.Put("k", "v"));
    log.compact(log.lastIndex());
    add(new Command.Put("k", "vv"));
    assertThat(bytes.after(0)).as("behind what was never summed up").isEqualTo(3);
  }
}
