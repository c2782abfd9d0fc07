package dev.understudy.storage;

import dev.understudy.storage.DurableStore.Options;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Opens a store: its id, the newest whole snapshot, the journal behind it. Everything is read and
 * judged before anything is changed.
 */
final class StoreOpening {
  private static final Pattern SYSTEM = Pattern.compile("[0-9a-f]{32}");
  private static final String SYSTEM_FIELD = "system";

  private final Disk disk;
  private final Options options;
  private final Clock clock;
  private final StoreRules rules;
  private ExactlyOnceStore state = new ExactlyOnceStore();
  private long epochMillis;

  StoreOpening(Disk disk, Options options, Clock clock, StoreRules rules) {
    this.disk = disk;
    this.options = options;
    this.clock = clock;
    this.rules = rules;
  }

  Future<DurableStore> run(String newSystem) {
    StoreFile file = new StoreFile(disk, DurableStore.SYSTEM_FILE);
    JsonObject json = file.read();
    if (json != null) {
      return open(system(json));
    }
    if (!SegmentNames.in(disk).isEmpty() || !SnapshotNames.in(disk).isEmpty()) {
      throw new CorruptStoreException(
          "refusing to open the store: there is a journal or a snapshot, but no "
              + DurableStore.SYSTEM_FILE
              + ", which every store has: restore it from a backup, or choose another folder",
          null);
    }
    return identify(disk, newSystem).compose(written -> open(newSystem));
  }

  /** The snapshot first: as long as there is no id there is no store. */
  Future<DurableStore> begin(String system, long lsn, ExactlyOnceStore from) {
    SnapshotFile stamp = new SnapshotFile(SnapshotNames.of(lsn), lsn, 0, clock.millis(), 0, 0);
    StateWalk walk = from.walk(rules);
    return new Snapshots<>(disk, rules, options.blockBytes(), StateTarget::new)
        .write(stamp, walk)
        .onComplete(done -> from.endWalk())
        .compose(written -> identify(disk, system))
        .compose(written -> open(system));
  }

  static Future<Void> identify(Disk disk, String system) {
    return new StoreFile(disk, DurableStore.SYSTEM_FILE)
        .write(new JsonObject().put(SYSTEM_FIELD, checked(system)));
  }

  static String system(JsonObject json) {
    return json.getString(SYSTEM_FIELD);
  }

  private static String checked(String system) {
    if (system == null || !SYSTEM.matcher(system).matches()) {
      throw new IllegalArgumentException(
          "not the id of a store: " + system + "; it has 32 digits, 0 to 9 and a to f");
    }
    return system;
  }

  private Future<DurableStore> open(String system) {
    Snapshots<ExactlyOnceStore> snapshots =
        new Snapshots<>(disk, rules, options.blockBytes(), StateTarget::new);
    BackupMark mark = new BackupMark(disk);
    SnapshotReader.Loaded<ExactlyOnceStore> loaded = snapshots.takeLoaded();
    WriteAheadLog.Base base = WriteAheadLog.Base.START;
    if (loaded != null) {
      state = loaded.state();
      epochMillis = loaded.file().epochMillis();
      base = loaded.file().base();
    }
    // Also a snapshot that rots proves by its name that its records were durable (S4).
    long promised = SnapshotNames.newestLsn(disk);
    return WriteAheadLog.open(disk, options.log(), JournalRules.KEPT, base, promised, this::replay)
        .recover(cause -> Future.failedFuture(refusal("store", snapshots.damaged(), cause)))
        .map(opened -> {
          List<String> halfWritten = SnapshotNames.halfWrittenIn(disk);
          halfWritten.forEach(disk::delete);
          OpeningReport report = new OpeningReport(
              system,
              loaded == null ? "" : loaded.file().file(),
              opened.report().base(),
              snapshots.damaged(),
              halfWritten,
              opened.report());
          return new DurableStore(
              clock, rules, report, opened.log(), snapshots, mark, commits(opened.log()));
        });
  }

  private Commits commits(WriteAheadLog log) {
    WriteAheadLog.Base last = new WriteAheadLog.Base(log.lastLsn(), log.checksum());
    return new Commits(state, last, epochMillis);
  }

  private void replay(long lsn, ByteBuffer payload) {
    Commit commit;
    try {
      commit = Commit.decode(payload);
    } catch (IllegalArgumentException unreadable) {
      throw new CorruptStoreException(
          "refusing to open the store: record %d of the journal is whole, but no commit: %s: "
                  .formatted(lsn, unreadable.getMessage())
              + "another program or another version has written it",
          unreadable);
    }
    state.apply(commit.client(), commit.sequence(), commit.command());
    epochMillis = commit.epochMillis();
  }

  /** Why this, a store or a journal, does not open, with what is wrong with its snapshots. */
  static Throwable refusal(String what, List<String> damaged, Throwable cause) {
    if (damaged.isEmpty() || !(cause instanceof CorruptJournalException)) {
      return cause;
    }
    return new CorruptStoreException(
        "refusing to open the %s: the snapshot %s; and the journal does not make up for it: %s"
            .formatted(what, String.join("; the snapshot ", damaged), cause.getMessage()),
        cause);
  }
}
