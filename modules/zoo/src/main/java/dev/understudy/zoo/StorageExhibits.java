package dev.understudy.zoo;

import dev.understudy.chaos.Subject;
import dev.understudy.storage.Disk;
import dev.understudy.storage.JournalTwin;
import dev.understudy.storage.Recovered;
import dev.understudy.storage.StoreTwin;
import dev.understudy.storage.WriteAheadLog;
import dev.understudy.storage.zoo.AcknowledgeBeforeSync;
import dev.understudy.storage.zoo.AppliedBeforeFlush;
import dev.understudy.storage.zoo.BufferedInTheProcess;
import dev.understudy.storage.zoo.CorruptMiddleCut;
import dev.understudy.storage.zoo.CutBeforeSnapshot;
import dev.understudy.storage.zoo.DirectoryNotSynced;
import dev.understudy.storage.zoo.HalfSnapshotTaken;
import dev.understudy.storage.zoo.JournalChaos;
import dev.understudy.storage.zoo.JournalStep;
import dev.understudy.storage.zoo.RecoveredNotSynced;
import dev.understudy.storage.zoo.SessionsNotInSnapshot;
import dev.understudy.storage.zoo.SnapshotNotSynced;
import dev.understudy.storage.zoo.SnapshotOfTheFuture;
import dev.understudy.storage.zoo.StoreChaos;
import dev.understudy.storage.zoo.StoreStep;
import dev.understudy.storage.zoo.SyncRetriedAfterError;
import dev.understudy.storage.zoo.TornTailAccepted;
import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The twins of the journal and of the store. */
final class StorageExhibits {
  private static final Lives.Kind<JournalStep> JOURNAL = new Lives.Kind<>(
      JournalStep.class,
      JournalStep::draw,
      JournalStep::words,
      JournalStep::simpler,
      new TreeMap<>());
  private static final Lives.Kind<StoreStep> STORE = new Lives.Kind<>(
      StoreStep.class, StoreStep::draw, StoreStep::words, StoreStep::simpler, new TreeMap<>());

  static {
    JOURNAL
        .promises()
        .put("W1", "what was acknowledged comes back, and nothing but what was written");
    JOURNAL.promises().put("W2", "damage to what a mark vouches for is refused");
    JOURNAL.promises().put("W3", "records are numbered without a gap");
    JOURNAL.promises().put("W5", "after a failed sync nothing is promised");
    JOURNAL.promises().put("W6", "what was recovered once is recovered again");
    STORE.promises().putAll(JOURNAL.promises());
    STORE.promises().put("W7", "nothing is visible that a crash can take back");
    STORE
        .promises()
        .put("S1", "a snapshot and the journal behind it give the state of all commits");
    STORE.promises().put("S2", "the journal is cut only before a durable snapshot");
    STORE.promises().put("S3", "a snapshot that is not whole is never taken");
    STORE.promises().put("S4", "a snapshot holds only what is durable");
  }

  private StorageExhibits() {}

  static List<Exhibit> all() {
    return Stream.concat(ofJournals().stream(), ofStores().stream()).toList();
  }

  private static List<Exhibit> ofJournals() {
    return List.of(
        journal("Z14.1", AcknowledgeBeforeSync::new, "W1")
            .does("acknowledges a record before the sync that covers it")
            .needs("power cut", "etcd issue 14370"),
        journal("Z15", SyncRetriedAfterError::new, "W1")
            .does("tries a failed sync again, and believes it when it succeeds")
            .needs("failing sync, power cut", "PostgreSQL's fsyncgate, 2018"),
        journal("Z16.1", TornTailAccepted::new, "W1")
            .does("takes a record for whole whose checksum does not match")
            .needs("torn write", "tests of etcd's journal"),
        journal("Z16.2", CorruptMiddleCut::new, "W2")
            .does("cuts the journal at any damage, also in what was promised")
            .needs("rot", "tests of etcd's journal"),
        journal("Z17", DirectoryNotSynced::new, "W1")
            .does("does not sync the directory after it has begun a segment")
            .needs("power cut", "etcd issue 6368"),
        journal("storage-1", RecoveredNotSynced::new, "W6")
            .does("hands out what recovery has read, and does not sync it")
            .needs("killed process, then a power cut", ""),
        journal("storage-2", OnBufferedInTheProcess::new, "W1")
            .does("keeps what is appended in its own memory when it is asked for a sync")
            .needs("power cut", ""));
  }

  private static List<Exhibit> ofStores() {
    return List.of(
        store("storage-3", AppliedBeforeFlush::new, "W7")
            .does("applies a command when it is written, not when it is durable")
            .needs("power cut", ""),
        store("storage-4", SessionsNotInSnapshot::new, "S1")
            .does("leaves the sessions of its clients out of the snapshot")
            .needs("power cut, a client that asks again", ""),
        store("storage-5", CutBeforeSnapshot::new, "S2")
            .does("cuts the journal for a snapshot that is still to be written")
            .needs("", ""),
        store("storage-6", SnapshotNotSynced::new, "S2")
            .does("gives a snapshot its name before its bytes are durable")
            .needs("power cut", ""),
        store("storage-7", HalfSnapshotTaken::new, "S3")
            .does("takes a snapshot by its name, whatever its checksums say")
            .needs("rot", ""),
        store("storage-8", SnapshotOfTheFuture::new, "S4")
            .does("stamps a snapshot with the last record written, durable or not")
            .needs("slow sync", ""));
  }

  /** A journal on a disk with a memory of its own, which no sync reaches. */
  private static final class OnBufferedInTheProcess implements JournalTwin {
    @Override
    public Future<Recovered> open(Disk disk, WriteAheadLog.Options options) {
      return WriteAheadLog.open(new BufferedInTheProcess(disk), options);
    }
  }

  static Subject soundJournal() {
    return journal("journal", () -> new JournalTwin() {});
  }

  static Subject soundStore() {
    return store("store", () -> new StoreTwin() {});
  }

  private static Entry journal(String number, Supplier<JournalTwin> twin, String breaks) {
    return new Entry(number, twin.get(), breaks)
        .subjects(name -> journal(name, twin), soundJournal());
  }

  private static Lives<JournalStep> journal(String name, Supplier<JournalTwin> twin) {
    return new Lives<>(name, JOURNAL, () -> {
      JournalChaos chaos = new JournalChaos(twin.get());
      return new Lives.Life<JournalStep>() {
        @Override
        public void step(JournalStep step) {
          chaos.step(step);
        }

        @Override
        public void end() {
          chaos.end();
        }
      };
    });
  }

  private static Entry store(String number, Supplier<StoreTwin> twin, String breaks) {
    return new Entry(number, twin.get(), breaks).subjects(name -> store(name, twin), soundStore());
  }

  private static Lives<StoreStep> store(String name, Supplier<StoreTwin> twin) {
    return new Lives<>(name, STORE, () -> {
      StoreChaos chaos = new StoreChaos(twin.get(), new EnumMap<>(StoreChaos.Seen.class));
      return new Lives.Life<StoreStep>() {
        @Override
        public void step(StoreStep step) {
          chaos.step(step);
        }

        @Override
        public void end() {
          chaos.end();
        }
      };
    });
  }
}
