import dev.understudy.storage.Disk;
import dev.understudy.suites.JournalSuite;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Hands your class to the suite that also judges {@code dev.understudy.storage.WriteAheadLog}. */
class SmallJournalTrial extends JournalSuite {
  private record Open(SmallJournal journal, List<Buffer> records) implements OpenJournal {
    @Override
    public void append(Buffer record) {
      journal.append(record);
    }

    @Override
    public Future<Void> flush() {
      return journal.flush();
    }
  }

  @Override
  protected Future<? extends OpenJournal> open(Disk disk) {
    return SmallJournal.open(disk).map(journal -> new Open(journal, journal.records()));
  }

  @Override
  protected boolean isRefusal(Throwable cause) {
    return cause instanceof SmallJournal.Damaged;
  }
}
