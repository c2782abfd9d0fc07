package dev.understudy.storage.zoo;

import dev.understudy.storage.Command;
import dev.understudy.storage.CorruptJournalException;
import dev.understudy.storage.CorruptStoreException;
import dev.understudy.storage.DiskFullException;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.ExactlyOnceStore;
import dev.understudy.storage.ExactlyOnceStore.Answer;
import dev.understudy.storage.ExactlyOnceStore.Session;
import dev.understudy.storage.Extent;
import dev.understudy.storage.Hold;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.SnapshotFile;
import dev.understudy.storage.StoreTwin;
import dev.understudy.storage.SyncFailedException;
import dev.understudy.storage.UnsyncedLoss;
import dev.understudy.storage.WriteAheadLog;
import dev.understudy.storage.zoo.StoreStep.Ask;
import dev.understudy.storage.zoo.StoreStep.BackUp;
import dev.understudy.storage.zoo.StoreStep.ChangeHold;
import dev.understudy.storage.zoo.StoreStep.Crash;
import dev.understudy.storage.zoo.StoreStep.EndSync;
import dev.understudy.storage.zoo.StoreStep.FailSync;
import dev.understudy.storage.zoo.StoreStep.Full;
import dev.understudy.storage.zoo.StoreStep.RotSnapshot;
import dev.understudy.storage.zoo.StoreStep.TakeSnapshot;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * One life of a store among commands, retries, snapshots, holds, slow and failing syncs, a full disk,
 * rotten snapshots and power cuts, also in the middle of opening. After each step it looks at all
 * that can be seen. Throws {@link AssertionError} when one of S1 to S4, W1, W5, W6 or W7 does not
 * hold; its message begins with the number.
 */
public final class StoreChaos {
  private static final DurableStore.Options SMALL =
      new DurableStore.Options(new WriteAheadLog.Options(400, 200), 150);
  private static final String SYSTEM = "0123456789abcdef0123456789abcdef";

  /** What may happen in a life, to be counted: a run in which nothing happened proves nothing. */
  public enum Seen {
    CRASH,
    LOST_COMMIT,
    TORN_TAIL,
    FAILED_FLUSH,
    INTERRUPTED_OPENING,
    SNAPSHOT,
    FAILED_SNAPSHOT,
    HALF_WRITTEN_SNAPSHOT,
    COMMITS_DURING_A_SNAPSHOT,
    FRONT_CUT,
    OPENED_FROM_SNAPSHOT,
    FULL_DISK,
    ROTTEN_SNAPSHOT_PASSED_OVER,
    RETRY_ANSWERED,
    HELD
  }

  private record Asked(String client, long sequence, Command command) {}

  private final StoreTwin twin;
  private final Map<Seen, Integer> seen;
  private final List<Promise<Void>> syncs = new ArrayList<>();
  private final SimulatedDisk disk;
  private final TreeMap<String, Long> sequences = new TreeMap<>();

  private Random tearing = new Random(0);
  private DurableStore store;
  private List<Asked> written = new ArrayList<>();
  private ExactlyOnceStore model = new ExactlyOnceStore();
  private long modelled;
  private long acknowledged;
  private Instant time = Instant.EPOCH;
  private boolean isStopped;
  private Hold hold;

  /** An empty store is opened; what happens to it is counted in {@code seen}. */
  public StoreChaos(StoreTwin twin, Map<Seen, Integer> seen) {
    this.twin = twin;
    this.seen = seen;
    this.disk = new SimulatedDisk(() -> tearing.nextLong(), this::delay);
    reopen(-1, 0);
  }

  /** Lives through the life of one seed, and counts what happened. */
  public static void run(StoreTwin twin, long seed, Map<Seen, Integer> seen) {
    try {
      run(twin, StoreStep.life(seed), seen);
    } catch (RuntimeException unexpected) {
      throw new AssertionError("seed " + seed + ": " + unexpected, unexpected);
    } catch (AssertionError broken) {
      throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
    }
  }

  /** Lives through these steps, cuts the power in the end, and counts what happened. */
  public static void run(StoreTwin twin, List<StoreStep> steps, Map<Seen, Integer> seen) {
    StoreChaos chaos = new StoreChaos(twin, seen);
    steps.forEach(chaos::step);
    chaos.end();
  }

  private Future<Void> delay() {
    syncs.add(Promise.promise());
    return syncs.get(syncs.size() - 1).future();
  }

  /** Takes one step, and looks at all that can be seen then. */
  public void step(StoreStep step) {
    if (step instanceof Crash crash) {
      cutPower(crash);
    } else if (step instanceof EndSync end) {
      endSync(end);
    } else if (isStopped) {
      checkNothingIsPromisedAnyMore();
    } else if (step instanceof Ask ask) {
      ask(ask);
    } else if (step instanceof TakeSnapshot) {
      takeSnapshot();
    } else if (step instanceof ChangeHold) {
      changeHold();
    } else if (step instanceof Full full) {
      disk.full(full.bytesLeft() < 0 ? Long.MAX_VALUE : bytesUsed() + full.bytesLeft());
    } else if (step instanceof FailSync) {
      disk.failNextSync();
    } else if (step instanceof BackUp) {
      store.backedUpTo(store.lastLsn());
    } else if (step instanceof RotSnapshot rot) {
      rot(rot);
    }
    look();
  }

  /** Cuts the power a last time. */
  public void end() {
    cutPower(new Crash(UnsyncedLoss.ALL, -1, 0));
  }

  private void ask(Ask ask) {
    String client = "client " + ask.client();
    long last = sequences.getOrDefault(client, 0L);
    long sequence = last + (ask.before() < 0 ? 1 : -ask.before());
    sequences.put(client, Math.max(last, sequence));
    Command command = new Command.Append("key " + ask.key(), "." + sequence);
    Session session = model.sessions().get(client);
    boolean isKnown = session != null && sequence <= session.lastSequence();
    if (!isKnown) {
      written.add(new Asked(client, sequence, command));
    }
    int place = written.size();
    Future<Answer> answer = store.execute(client, sequence, command);
    if (isKnown) {
      checkKnown(answer.result(), sequence, session);
    } else if (answer.failed() && answer.cause() instanceof DiskFullException) {
      written.remove(place - 1);
      count(Seen.FULL_DISK);
    } else {
      answer
          .onSuccess(done -> acknowledged = Math.max(acknowledged, place))
          .onFailure(cause -> isStopped = true);
    }
  }

  private void checkKnown(Answer answer, long sequence, Session session) {
    Answer expected = sequence == session.lastSequence()
        ? new Answer.Repeated(session.lastResult())
        : new Answer.Stale(session.lastSequence());
    check(expected.equals(answer), "S1: a retry is answered %s instead of %s", answer, expected);
    count(Seen.RETRY_ANSWERED);
  }

  private void endSync(EndSync end) {
    if (!syncs.isEmpty()) {
      syncs.remove(end.which() % syncs.size()).complete();
    }
  }

  private void takeSnapshot() {
    long before = store.lastLsn();
    store
        .snapshot()
        .onSuccess(snapshot -> {
          count(Seen.SNAPSHOT);
          check(
              snapshot.stateHash() == model((int) snapshot.lsn()).stateHash(),
              "S1, S4: %s is not the state of so many commits",
              snapshot);
          if (store.lastLsn() > before) {
            count(Seen.COMMITS_DURING_A_SNAPSHOT);
          }
        })
        .onFailure(cause -> count(Seen.FAILED_SNAPSHOT));
  }

  private void changeHold() {
    if (hold == null) {
      hold = store.hold();
      count(Seen.HELD);
    } else {
      hold.close();
      hold = null;
    }
  }

  private long bytesUsed() {
    return disk.list().stream().mapToLong(name -> disk.open(name).size()).sum();
  }

  private void checkNothingIsPromisedAnyMore() {
    Future<Answer> late = store.execute("late", 1, new Command.Put("late", ""));
    check(
        late.cause() instanceof SyncFailedException,
        "W5: a command after a failed flush: %s",
        late);
    count(Seen.FAILED_FLUSH);
  }

  /** All that anybody can see, after each step. */
  private void look() {
    long last = store.lastLsn();
    check(last <= written.size(), "W7: %d commits of %d are visible", last, written.size());
    catchUp(last);
    check(store.stateHash() == model.stateHash(), "W7: the state is not that of %d commits", last);
    check(
        !store.lastTime().isBefore(time),
        "the time goes back to %s from %s",
        store.lastTime(),
        time);
    time = store.lastTime();
    for (SnapshotFile snapshot : store.snapshotFiles()) {
      check(snapshot.lsn() <= last, "S4: a snapshot at %d, %d is durable", snapshot.lsn(), last);
    }
    List<Extent> extents = store.extents();
    long first = extents.isEmpty() ? 1 : extents.get(0).firstLsn();
    List<SnapshotFile> whole = store.snapshotFiles();
    check(
        first == 1 || (!whole.isEmpty() && whole.get(0).lsn() >= first - 1),
        "S2: the journal begins with record %d, but the oldest snapshots are %s",
        first,
        whole);
    if (first > 1) {
      count(Seen.FRONT_CUT);
    }
    if (hold != null) {
      hold.snapshots().forEach(file -> check(disk.exists(file.file()), "held: %s", file));
      hold.extents().forEach(file -> check(disk.exists(file.file()), "held: %s", file));
    }
  }

  private void catchUp(long last) {
    for (; modelled < last; modelled++) {
      Asked next = written.get((int) modelled);
      model.apply(next.client(), next.sequence(), next.command());
    }
  }

  /** The state of the first so many commits. */
  private ExactlyOnceStore model(int commits) {
    ExactlyOnceStore state = new ExactlyOnceStore();
    for (Asked asked : written.subList(0, Math.min(commits, written.size()))) {
      state.apply(asked.client(), asked.sequence(), asked.command());
    }
    return state;
  }

  private void cutPower(Crash crash) {
    long visible = store.lastLsn();
    tearing = new Random(crash.chance());
    disk.full(Long.MAX_VALUE);
    disk.unsyncedLoss(crash.loss());
    disk.crash();
    count(Seen.CRASH);
    reopen(crash.powerCutAfter(), crash.chance() % 1000);
    check(
        store.lastLsn() >= visible,
        "W7: %d commits were visible before the crash, and %d are behind it",
        visible,
        store.lastLsn());
  }

  private void reopen(int powerCutAfter, int epochMillis) {
    Future<DurableStore> opening = opening(powerCutAfter, epochMillis);
    if (opening.succeeded()) {
      check(opening.result());
    } else {
      check(
          !opening.failed() || opening.cause() instanceof SyncFailedException,
          "S2, S4: the store does not open: %s",
          opening.cause());
      count(Seen.INTERRUPTED_OPENING);
      disk.crash();
      reopen(-1, epochMillis);
    }
  }

  private Future<DurableStore> opening(int powerCutAfter, int epochMillis) {
    syncs.clear();
    isStopped = false;
    hold = null;
    Clock clock = Clock.fixed(Instant.ofEpochMilli(epochMillis), ZoneOffset.UTC);
    Future<DurableStore> opening = twin.open(disk, SMALL, clock, SYSTEM);
    for (int ended = 0; !opening.isComplete() && ended != powerCutAfter; ended++) {
      check(!syncs.isEmpty(), "W1: the store does not open, and waits for nothing");
      syncs.remove(0).complete();
    }
    return opening;
  }

  private void rot(RotSnapshot rot) {
    cutPower(new Crash(UnsyncedLoss.ALL, -1, 0));
    List<SnapshotFile> snapshots = store.snapshotFiles();
    if (snapshots.isEmpty()) {
      return;
    }
    String file = snapshots.get(rot.which() % snapshots.size()).file();
    int at = (int) (rot.place() % disk.open(file).size());
    disk.corrupt(file, at, 1 << rot.bit());
    Future<DurableStore> opening = opening(-1, 0);
    if (opening.succeeded()) {
      checkNotMisled(opening.result(), file);
    } else {
      boolean isRefusal = opening.cause() instanceof CorruptStoreException
          || opening.cause() instanceof CorruptJournalException;
      check(isRefusal, "S3: %s is rotten, and the store fails with: %s", file, opening.cause());
      check(
          snapshots.size() == 1,
          "S3: %s is rotten, and another snapshot is whole: %s",
          file,
          opening.cause());
    }
    if (disk.exists(file)) {
      disk.corrupt(file, at, 1 << rot.bit()); // as it was: two rotten snapshots may be too many
    }
    if (opening.failed()) {
      reopen(-1, 0);
    }
  }

  private void checkNotMisled(DurableStore opened, String file) {
    check(
        opened.lastLsn() == written.size()
            && opened.stateHash() == model(written.size()).stateHash(),
        "S3: %s is rotten, and the state is not that of %d commits",
        file,
        written.size());
    if (!opened.report().damagedSnapshots().isEmpty()) {
      count(Seen.ROTTEN_SNAPSHOT_PASSED_OVER);
    }
    check(opened);
  }

  private void check(DurableStore opened) {
    long last = opened.lastLsn();
    check(last <= written.size(), "W1: %d commits, %d were written", last, written.size());
    check(last >= acknowledged, "W1: %d commits, %d were acknowledged", last, acknowledged);
    seen.merge(Seen.LOST_COMMIT, (int) (written.size() - last), Integer::sum);
    written = new ArrayList<>(written.subList(0, (int) last));
    model = model((int) last);
    modelled = last;
    check(
        opened.stateHash() == model.stateHash(),
        "S1: %s does not give the state of %d commits",
        opened.report().sentences(),
        last);
    acknowledged = last;
    store = opened;
    if (!opened.report().snapshot().isEmpty()) {
      count(Seen.OPENED_FROM_SNAPSHOT);
    }
    if (!opened.report().halfWritten().isEmpty()) {
      count(Seen.HALF_WRITTEN_SNAPSHOT);
    }
    if (!opened.report().journal().isClean()) {
      count(Seen.TORN_TAIL);
    }
  }

  private void count(Seen what) {
    seen.merge(what, 1, Integer::sum);
  }

  private static void check(boolean holds, String broken, Object... details) {
    if (!holds) {
      throw new AssertionError(broken.formatted(details));
    }
  }
}
