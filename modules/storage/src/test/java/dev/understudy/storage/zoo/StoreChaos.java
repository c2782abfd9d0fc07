package dev.understudy.storage.zoo;

import dev.understudy.storage.Command;
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
 * One seeded life of a store among commands, retries, snapshots, holds, slow and failing syncs, a
 * full disk and power cuts, also in the middle of opening. After each step it looks at all that can
 * be seen. Throws {@link AssertionError} when one of S1, S2, S4, W1, W5, W6 or W7 does not hold.
 */
public final class StoreChaos {
  private static final DurableStore.Options SMALL =
      new DurableStore.Options(new WriteAheadLog.Options(400, 200), 150);
  private static final String SYSTEM = "0123456789abcdef0123456789abcdef";
  private static final int STEPS = 250;

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
    RETRY_ANSWERED,
    HELD
  }

  private record Asked(String client, long sequence, Command command) {}

  private final StoreTwin twin;
  private final long seed;
  private final Random random;
  private final Map<Seen, Integer> seen;
  private final List<Promise<Void>> syncs = new ArrayList<>();
  private final SimulatedDisk disk;
  private final TreeMap<String, Long> sequences = new TreeMap<>();

  private DurableStore store;
  private List<Asked> written = new ArrayList<>();
  private ExactlyOnceStore model = new ExactlyOnceStore();
  private long modelled;
  private long acknowledged;
  private Instant time = Instant.EPOCH;
  private boolean isStopped;
  private Hold hold;

  private StoreChaos(StoreTwin twin, long seed, Map<Seen, Integer> seen) {
    this.twin = twin;
    this.seed = seed;
    this.seen = seen;
    this.random = new Random(seed);
    this.disk = new SimulatedDisk(new Random(~seed), this::delay);
  }

  /** Lives through one seed, and counts what happened. */
  public static void run(StoreTwin twin, long seed, Map<Seen, Integer> seen) {
    StoreChaos chaos = new StoreChaos(twin, seed, seen);
    try {
      chaos.reopen();
      for (int i = 0; i < STEPS; i++) {
        chaos.step(chaos.random.nextInt(100));
        chaos.look();
      }
      chaos.crash();
    } catch (RuntimeException unexpected) {
      throw new AssertionError("seed " + seed + ": " + unexpected, unexpected);
    }
  }

  private Future<Void> delay() {
    syncs.add(Promise.promise());
    return syncs.get(syncs.size() - 1).future();
  }

  private void step(int dice) {
    if (isStopped) {
      checkNothingIsPromisedAnyMore();
      crash();
    } else if (dice < 45) {
      ask();
    } else if (dice < 80) {
      finishOneSync();
    } else if (dice < 88) {
      takeSnapshot();
    } else if (dice < 91) {
      changeHold();
    } else if (dice < 93) {
      disk.full(random.nextBoolean() ? Long.MAX_VALUE : bytesUsed() + random.nextInt(300));
    } else if (dice < 95) {
      disk.failNextSync();
    } else if (dice < 96) {
      store.backedUpTo(store.lastLsn());
    } else {
      crash();
    }
  }

  private void ask() {
    String client = "client " + random.nextInt(3);
    long last = sequences.getOrDefault(client, 0L);
    long sequence = last + (random.nextInt(4) == 0 ? -random.nextInt(2) : 1);
    sequences.put(client, Math.max(last, sequence));
    Command command = new Command.Append("key " + random.nextInt(5), "." + sequence);
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

  private void finishOneSync() {
    if (!syncs.isEmpty()) {
      syncs.remove(random.nextInt(syncs.size())).complete();
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

  private void crash() {
    long visible = store.lastLsn();
    disk.full(Long.MAX_VALUE);
    UnsyncedLoss[] losses = UnsyncedLoss.values();
    disk.unsyncedLoss(losses[random.nextInt(losses.length)]);
    disk.crash();
    syncs.clear();
    isStopped = false;
    hold = null;
    count(Seen.CRASH);
    reopen();
    check(
        store.lastLsn() >= visible,
        "W7: %d commits were visible before the crash, and %d are behind it",
        visible,
        store.lastLsn());
  }

  private void reopen() {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(random.nextInt(1000)), ZoneOffset.UTC);
    Future<DurableStore> opening = twin.open(disk, SMALL, clock, SYSTEM);
    boolean powerFails = random.nextInt(10) == 0;
    while (!opening.isComplete() && !(powerFails && random.nextBoolean())) {
      syncs.remove(0).complete();
    }
    if (opening.succeeded()) {
      check(opening.result());
    } else {
      check(
          !opening.failed() || opening.cause() instanceof SyncFailedException,
          "S2, S4: the store does not open: %s",
          opening.cause());
      count(Seen.INTERRUPTED_OPENING);
      disk.crash();
      syncs.clear();
      reopen();
    }
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

  private void check(boolean holds, String broken, Object... details) {
    if (!holds) {
      throw new AssertionError("seed " + seed + ": " + broken.formatted(details));
    }
  }
}
