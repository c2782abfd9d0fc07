package dev.understudy.backup.suite;

import static dev.understudy.backup.RememberedStore.result;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.Backups;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.backup.Kind;
import dev.understudy.backup.Link;
import dev.understudy.backup.RememberedStore;
import dev.understudy.backup.SettableClock;
import dev.understudy.cluster.TracedDisk;
import dev.understudy.storage.Command;
import dev.understudy.storage.Commit;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;

/** What happened to a store and when, and which backups were made in between. */
final class Past {
  private final TracedDisk onlooker;
  private final SettableClock clock = new SettableClock();
  private final BackupTarget target;
  private final DurableStore store;
  private final Backups backups;
  private final List<Commit> written = new ArrayList<>();
  private final List<Instant> times = new ArrayList<>(); // of each commit
  private final List<SortedMap<String, String>> states = new ArrayList<>(); // after each of them
  private Instant first; // of the times that can be reached; null before the first full backup
  private Instant last;

  Past(TracedDisk onlooker) {
    this.onlooker = onlooker;
    target = DirectoryTarget.on(new SimulatedDisk(new Random(1)), "the vault");
    backups = Backups.of(target, clock);
    store = result(DurableStore.open(
        new SimulatedDisk(new Random(2)), RememberedStore.SMALL, clock, RememberedStore.SYSTEM));
    states.add(store.content());
  }

  /** So much time goes by; less than none when somebody sets the clock back. */
  Past after(long millis) {
    clock.forward(Duration.ofMillis(millis));
    return this;
  }

  /** Alice appends to a key, so that it shows when it is done once, twice or never. */
  Past append(String key, String suffix) {
    return commit(new Command.Append(key, suffix), "append " + suffix + " to " + key);
  }

  Past delete(String key) {
    return commit(new Command.Delete(key), "delete " + key);
  }

  private Past commit(Command command, String what) {
    long call = onlooker.called(what);
    result(store.execute("alice", states.size(), command));
    times.add(store.lastTime());
    written.add(new Commit(store.lastTime().toEpochMilli(), "alice", states.size(), command));
    states.add(store.content());
    onlooker.returned(call, true, "commit " + count() + " of " + time(store.lastTime()));
    return this;
  }

  Past snapshot() {
    result(store.snapshot());
    onlooker.note("snapshot at commit " + count());
    return this;
  }

  Past backup(Kind kind) {
    if (kind == Kind.FULL && first != null) {
      backup(Kind.LOG); // or what lies between the last link and the snapshot would be nowhere
    }
    int before = backups.list().links().size();
    Link link = result(backups.create(kind, store::hold));
    if (backups.list().links().size() > before) {
      onlooker.note(link.id() + " reaches from commit " + link.manifest().from().lsn() + " to "
          + link.manifest().to().lsn());
      if (first == null) {
        first = link.manifest().from().time();
      }
      last = link.manifest().to().time();
      if (kind != Kind.LOG) {
        result(store.backedUpTo(link.manifest().to().lsn()));
      }
    }
    return this;
  }

  Archive archive() {
    return new Archive(target, written);
  }

  /** How many commits there were. */
  int count() {
    return times.size();
  }

  Instant timeOf(long lsn) {
    return lsn == 0 ? Instant.EPOCH : times.get((int) lsn - 1);
  }

  SortedMap<String, String> stateAt(long lsn) {
    return states.get((int) lsn);
  }

  long commitsUpTo(Instant time) {
    return times.stream().filter(commit -> !commit.isAfter(time)).count();
  }

  /** Whether the backups that were made lead to a time. */
  boolean covers(Instant time) {
    return first != null && !time.isBefore(first) && !time.isAfter(last);
  }

  /** The first and the last time that can be reached. */
  List<Instant> bounds() {
    return List.of(first, last);
  }

  static String time(Instant time) {
    return time.toString().substring(11, time.toString().length() - 1);
  }
}
