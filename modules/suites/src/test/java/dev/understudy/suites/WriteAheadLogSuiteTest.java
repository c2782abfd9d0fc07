package dev.understudy.suites;

import dev.understudy.storage.CorruptJournalException;
import dev.understudy.storage.Disk;
import dev.understudy.storage.Recovered;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Our own journal before the suite that judges the exercise on write-ahead logs. */
class WriteAheadLogSuiteTest {

  /** Any journal of ours. */
  private abstract static class Ours extends JournalSuite {
    private final WriteAheadLog.Options options;

    Ours(WriteAheadLog.Options options) {
      this.options = options;
    }

    private record Open(Recovered recovered) implements OpenJournal {
      @Override
      public List<Buffer> records() {
        return recovered.records();
      }

      @Override
      public void append(Buffer record) {
        recovered.log().append(record);
      }

      @Override
      public Future<Void> flush() {
        return recovered.log().flush();
      }
    }

    @Override
    protected Future<? extends OpenJournal> open(Disk disk) {
      return WriteAheadLog.open(disk, options).map(Open::new);
    }

    @Override
    protected boolean isRefusal(Throwable cause) {
      return cause instanceof CorruptJournalException;
    }
  }

  @Nested
  class InOneSegment extends Ours {
    InOneSegment() {
      super(WriteAheadLog.Options.defaults());
    }
  }

  @Nested
  class InSmallSegments extends Ours {
    InSmallSegments() {
      super(new WriteAheadLog.Options(100, 1 << 20));
    }
  }
}
