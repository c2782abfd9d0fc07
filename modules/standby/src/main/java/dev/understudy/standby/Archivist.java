package dev.understudy.standby;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.Backups;
import dev.understudy.backup.Kind;
import dev.understudy.backup.Link;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.replication.Chunk;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Snapshot;
import dev.understudy.replication.Stamp;
import dev.understudy.standby.ArchiveMessage.LogRead;
import dev.understudy.standby.ArchiveMessage.NotHere;
import dev.understudy.standby.ArchiveMessage.ReadLog;
import dev.understudy.standby.ArchiveMessage.ReadSnapshot;
import dev.understudy.standby.ArchiveMessage.SnapshotRead;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.ExactlyOnceStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes backups of what replicas hold. From time to time it reads the entries that were committed since
 * the last time from one of them, does in a store of its own what they say, and copies what is new
 * there to a vault. In between nothing runs, and no replica keeps anything for it.
 *
 * <p>So it may come when no log reaches back to where it was. Then it reads a replica's snapshot
 * instead, begins a new store with that, and the next backup is a full one; the links before stay.
 */
class Archivist extends Node {
  private static final int MOST_AT_ONCE = 256;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /**
   * What others may see of it.
   *
   * @param index the last entry that is in a backup; 0 before the first one
   * @param begun when the entries of that backup were asked for
   * @param backups how many there are
   */
  record State(long index, Duration begun, int backups) {}

  /** Where and how it works: the disk of its own store, and where the backups go. */
  record Place(
      Disk disk, String system, BackupTarget vault, Clock clock, DurableStore.Options options) {}

  private final List<String> replicas;
  private final Place place;
  private final Duration interval;
  private DurableStore store; // volatile, as all below: an archivist is not restarted
  private int source;
  private long index; // the last entry that the store holds
  private long epoch;
  private boolean isAtWork;
  private boolean isNew = true; // nothing of the store is in the vault
  private int refusals; // so many have not given their log, one after the other
  private String compacted = ""; // who of these has a snapshot for what is wanted; "" if none has
  private final List<Chunk> chunks = new ArrayList<>(); // of that
  private State done = new State(0, Duration.ZERO, 0);

  Archivist(List<String> replicas, Place place, Duration interval) {
    this.replicas = List.copyOf(replicas);
    this.place = place;
    this.interval = interval;
  }

  @Override
  protected Handlers handlers() {
    return Handlers.of(ArchiveMessage.class)
        .answers(
            ReadLog.class, LogRead.class, NotHere.class, ReadSnapshot.class, SnapshotRead.class);
  }

  @Override
  protected void onStart() {
    DurableStore.open(place.disk(), place.options(), place.clock(), place.system())
        .onSuccess(opened -> begin(turn -> {
          store = opened;
          backUp();
          turn.complete();
        }))
        .onFailure(cause -> trace("cannot open its store: " + cause.getMessage()));
  }

  @Override
  public State state() {
    return done;
  }

  private void backUp() {
    setTimer("backup", interval, this::backUp);
    if (!isAtWork) {
      isAtWork = true;
      if (refusals >= replicas.size() && !compacted.isEmpty()) {
        chunks.clear();
        readSnapshot(now());
      } else {
        read(now());
      }
    }
  }

  private void read(Duration begun) {
    ask(
        replicas.get(source),
        new ReadLog(index, epoch, MOST_AT_ONCE),
        PATIENCE,
        ArchiveMessage.class,
        outcome -> onAnswer(begun, outcome));
  }

  private void onAnswer(Duration begun, Outcome<ArchiveMessage> outcome) {
    if (!(outcome instanceof Outcome.Ok<ArchiveMessage> ok && ok.value() instanceof LogRead read)) {
      refused(outcome);
    } else {
      refusals = 0;
      compacted = "";
      if (read.entries().isEmpty()) {
        copy(begun);
      } else {
        take(begun, read.entries());
      }
    }
  }

  private void refused(Outcome<ArchiveMessage> outcome) {
    String name = replicas.get(source);
    trace(name + " does not give what comes behind entry " + index + ": no backup this time");
    if (outcome instanceof Outcome.Ok<ArchiveMessage> ok
        && ok.value() instanceof NotHere elsewhere
        && elsewhere.start() > index) {
      compacted = name;
    }
    refusals++;
    source = (source + 1) % replicas.size(); // that one, at the next time
    isAtWork = false;
  }

  private void readSnapshot(Duration begun) {
    Stamp of = chunks.isEmpty() ? null : chunks.get(0).stamp();
    ask(
        compacted,
        new ReadSnapshot(of, chunks.size()),
        PATIENCE,
        SnapshotRead.class,
        outcome -> onSnapshot(begun, outcome));
  }

  private void onSnapshot(Duration begun, Outcome<SnapshotRead> outcome) {
    if (!(outcome instanceof Outcome.Ok<SnapshotRead> ok)) {
      trace(compacted + " does not give its snapshot: no backup this time");
      compacted = "";
      refusals = 0; // who has what is wanted now, all are asked again
      isAtWork = false;
      return;
    }
    chunks.add(ok.value().chunk());
    if (chunks.size() < chunks.get(0).stamp().chunks()) {
      readSnapshot(begun);
    } else {
      beginAnew(begun, Snapshot.of(chunks));
    }
  }

  /** The old store cannot go on from where it is. */
  private void beginAnew(Duration begun, Snapshot snapshot) {
    trace("begins a new store with the " + snapshot.stamp() + " of " + compacted + ", since the log"
        + " reaches back to entry " + index + " no more: the next backup is a full one");
    store.close();
    place.disk().list().forEach(place.disk()::delete);
    DurableStore.begin(
            place.disk(),
            place.options(),
            place.clock(),
            place.system(),
            snapshot.index(),
            ExactlyOnceStore.of(snapshot.values(), snapshot.sessions()))
        .onSuccess(opened -> begin(turn -> {
          store = opened;
          isNew = true;
          index = snapshot.index();
          epoch = snapshot.stamp().epoch();
          source = replicas.indexOf(compacted);
          read(begun);
          turn.complete();
        }))
        .onFailure(this::stop);
  }

  private void take(Duration begun, List<Entry> entries) {
    List<Future<?>> written = new ArrayList<>();
    for (Entry entry : entries) {
      Request request = entry.request();
      if (request != null) {
        written.add(store.execute(request.client(), request.sequence(), request.command()));
      }
    }
    Future.all(written)
        .onSuccess(all -> begin(turn -> {
          index += entries.size();
          epoch = entries.get(entries.size() - 1).epoch();
          if (goesOn()) {
            read(begun);
          } else {
            copy(begun);
          }
          turn.complete();
        }))
        .onFailure(this::stop);
  }

  /** Whether there may be more: only an answer without entries says that there is not. */
  protected boolean goesOn() {
    return true;
  }

  private void copy(Duration begun) {
    long held = index;
    Kind kind = isNew ? Kind.FULL : Kind.INCREMENTAL;
    Future<Link> link = Backups.of(place.vault(), place.clock()).create(kind, store::hold);
    link.onSuccess(made -> begin(turn -> {
          done = new State(held, begun, done.backups() + 1);
          isNew = false;
          isAtWork = false;
          trace("backup " + done.backups() + " holds the entries up to " + held);
          turn.complete();
        }))
        .onFailure(this::stop);
  }

  /** An archivist that goes on after this would go on from a store that it does not know. */
  private void stop(Throwable cause) {
    cancelTimer("backup");
    trace("makes no more backups: " + cause.getMessage());
  }
}
