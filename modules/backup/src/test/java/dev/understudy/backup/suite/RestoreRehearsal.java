package dev.understudy.backup.suite;

import static dev.understudy.backup.suite.Promises.BEFORE;
import static dev.understudy.backup.suite.Promises.EMPTY_PLACE;
import static dev.understudy.backup.suite.Promises.LIVE;
import static dev.understudy.backup.suite.Promises.ONE_MOMENT;
import static dev.understudy.backup.suite.Promises.REFUSED;
import static dev.understudy.backup.suite.Promises.SAME;

import dev.understudy.backup.RefusedBackupException;
import dev.understudy.backup.SettableClock;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.TracedDisk;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.storage.DurableStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/** A restore on trial: a vault to restore from, and the disk of the node that it goes to. */
final class RestoreRehearsal {
  private static final int MOST_SYNCS = 10_000;

  final Vault vault;
  private final RestoreSuite suite;
  private final TracedDisk disk;

  RestoreRehearsal(RestoreSuite suite, TracedDisk disk) {
    this.suite = suite;
    this.disk = disk;
    this.vault = Vault.of(disk);
  }

  /** Begins a restore. */
  Future<?> begin(String id) {
    disk.note(id + " shall be restored");
    return attempt(() -> suite.restore(vault.target, id, disk));
  }

  /** Restores a link; the store must be there then. */
  void restore(String id) {
    Future<?> restore = settled(begin(id));
    InvariantBroken.unless(
        restore.succeeded(),
        LIVE,
        () -> id + " is whole and its place is empty, and the restore "
            + (restore.failed() ? "failed: " + restore.cause() : "has not ended"));
    InvariantBroken.unless(
        isThere(), ONE_MOMENT, "the restore has succeeded, and there is no store");
    expectWhole(id, SAME);
    InvariantBroken.unless(
        disk.list().stream().allMatch(RestoreRehearsal::isOfStore),
        ONE_MOMENT,
        () -> "it is over, and beside the store something is left: " + disk.list());
  }

  private static boolean isOfStore(String name) {
    return name.equals(DurableStore.SYSTEM_FILE)
        || name.startsWith("wal-")
        || name.startsWith("snap-");
  }

  /** A restore that must be refused, with all of these words, before anything is written. */
  void expectRefusal(String id, String what, String... words) {
    long before = writes();
    Future<?> restore = settled(begin(id));
    InvariantBroken.unless(
        restore.failed() && restore.cause() instanceof RefusedBackupException,
        REFUSED,
        () -> what + ", and restoring " + id + " "
            + (restore.failed() ? "stumbles: " + restore.cause() : "is not refused"));
    InvariantBroken.unless(
        writes() == before,
        BEFORE,
        () -> what + "; it was refused when " + (writes() - before) + " writes had been made");
    for (String word : words) {
      InvariantBroken.unless(
          restore.cause().getMessage().contains(word),
          REFUSED,
          () -> what + "; the refusal does not name " + word + ": "
              + restore.cause().getMessage());
    }
  }

  /** A restore to a place where something lies must leave it alone. */
  void expectUntouched(String id, String what) {
    long before = writes();
    Future<?> restore = settled(begin(id));
    InvariantBroken.unless(
        !restore.succeeded() && writes() == before,
        EMPTY_PLACE,
        () -> what + ", and a restore made " + (writes() - before) + " writes there");
  }

  /** What a power cut has left is a whole store, or none, and then a restore can begin anew. */
  void expectWholeOrNone(String id) {
    disk.note(isThere() ? "there is a store" : "there is no store");
    if (isThere()) {
      expectWhole(id, ONE_MOMENT);
    } else {
      restore(id);
    }
  }

  /** Whether there is a store: that is what the file with its id says. */
  boolean isThere() {
    return disk.exists(DurableStore.SYSTEM_FILE);
  }

  void expectWhole(String id, String promise) {
    Future<DurableStore> opening = settled(attempt(() -> DurableStore.open(
        disk, DurableStore.Options.defaults(), new SettableClock(), "0".repeat(32))));
    InvariantBroken.unless(
        opening.succeeded(),
        promise,
        () -> id + " was restored, and the store does not open: " + opening.cause());
    DurableStore store = opening.result();
    InvariantBroken.unless(
        store.lastLsn() == vault.recordsAt(id),
        promise,
        () -> id + " holds " + vault.recordsAt(id) + " commits, and the restored store "
            + store.lastLsn());
    InvariantBroken.unless(
        store.stateHash() == vault.hashAt(id),
        promise,
        () ->
            id + " was restored, and the store holds other values than it did: " + store.content());
  }

  /** Lets every sync end. */
  <T> Future<T> settled(Future<T> work) {
    int ended = 0;
    while (disk.endSync()) {
      ended++;
      InvariantBroken.unless(
          ended < MOST_SYNCS, LIVE, "it asks for one more sync whenever one has ended");
    }
    InvariantBroken.unless(work.isComplete(), LIVE, "it does not end");
    return work;
  }

  static <T> Future<T> attempt(Supplier<Future<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException thrown) {
      return Future.failedFuture(thrown);
    }
  }

  /** How often the disk was changed so far. */
  private long writes() {
    List<TraceEvent> events = disk.trace().events();
    return events.stream()
        .filter(
            event -> event instanceof TraceEvent.Sent sent && sent.to().equals(TracedDisk.CACHE))
        .count();
  }
}
