package dev.understudy.backup.zoo;

import static dev.understudy.backup.RememberedStore.opened;
import static dev.understudy.backup.RememberedStore.result;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.BackupTwin;
import dev.understudy.backup.Contents;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.backup.ForgedManifest;
import dev.understudy.backup.Job;
import dev.understudy.backup.Kind;
import dev.understudy.backup.Link;
import dev.understudy.backup.Pace;
import dev.understudy.backup.RefusedBackupException;
import dev.understudy.backup.RememberedStore;
import dev.understudy.backup.Restore;
import dev.understudy.backup.Retention;
import dev.understudy.backup.WatchedDisk;
import dev.understudy.backup.zoo.BackupStep.BackUp;
import dev.understudy.backup.zoo.BackupStep.Prune;
import dev.understudy.backup.zoo.BackupStep.RestoreForged;
import dev.understudy.backup.zoo.BackupStep.RestoreLink;
import dev.understudy.backup.zoo.BackupStep.RestoreOver;
import dev.understudy.backup.zoo.BackupStep.RestoreTime;
import dev.understudy.backup.zoo.BackupStep.RestoreWithoutParent;
import dev.understudy.backup.zoo.BackupStep.TakeSnapshot;
import dev.understudy.backup.zoo.BackupStep.VerifyRotten;
import dev.understudy.backup.zoo.BackupStep.Write;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One life of a store and its backups: it is written to while it is copied, and restored whole, to a
 * time, without a link, over what was there, from a rotten disk, and after a retention that lost its
 * power. Throws {@link AssertionError} when one of B1 to B7 does not hold; its message begins with
 * the number.
 */
public final class BackupChaos {
  /** What may happen in a life, to be counted: a run in which nothing happened proves nothing. */
  public enum Seen {
    LINK,
    COMMITS_MEANWHILE,
    RESTORED,
    RESTORED_TO_A_TIME,
    REFUSED_WITHOUT_A_LINK,
    REFUSED_PLACE,
    REFUSED_NAME,
    PRUNED,
    INTERRUPTED_PRUNE,
    REFUSED_ROT
  }

  private static final int MOST_CHUNKS = 6; // of one backup during which others write

  private final BackupTwin twin;
  private final Map<Seen, Integer> seen;
  private final RememberedStore source = new RememberedStore(1).write(1);
  private final WatchedDisk vault;
  private final BackupTarget target;
  private Random tearing = new Random(0);

  /** An empty target; what happens is counted in {@code seen}. */
  public BackupChaos(BackupTwin twin, Map<Seen, Integer> seen) {
    this.twin = twin;
    this.seen = seen;
    this.vault = new WatchedDisk(new SimulatedDisk(() -> tearing.nextLong()));
    this.target = DirectoryTarget.on(vault, "the vault");
  }

  /** Lives through these steps, and counts what happened. */
  public static void run(BackupTwin twin, List<BackupStep> steps, Map<Seen, Integer> seen) {
    BackupChaos chaos = new BackupChaos(twin, seen);
    steps.forEach(chaos::step);
  }

  /** Takes one step. */
  public void step(BackupStep step) {
    if (step instanceof Write write) {
      source.write(write.commands());
    } else if (step instanceof TakeSnapshot) {
      source.snapshot();
    } else if (step instanceof BackUp made) {
      backUp(made);
    } else if (step instanceof RestoreTime time) {
      restoreTime(time.commit());
    } else if (step instanceof RestoreLink restore) {
      pick(restore.link(), link -> true, this::restore);
    } else if (step instanceof RestoreWithoutParent restore) {
      pick(restore.link(), BackupChaos::hasParent, this::restoreWithoutParent);
    } else if (step instanceof RestoreOver restore) {
      pick(restore.link(), link -> true, this::restoreOver);
    } else if (step instanceof RestoreForged restore) {
      pick(restore.link(), link -> !link.manifest().pieces().isEmpty(), this::restoreForged);
    } else if (step instanceof Prune prune) {
      prune(prune);
    } else if (step instanceof VerifyRotten rotten) {
      verifyRotten(rotten);
    }
  }

  private List<Link> links() {
    return Contents.of(target).links();
  }

  private static boolean hasParent(Link link) {
    return link.manifest().parent() != null;
  }

  private void pick(int which, Predicate<Link> isMeant, Consumer<Link> use) {
    List<Link> links = links().stream().filter(isMeant).toList();
    if (!links.isEmpty()) {
      use.accept(links.get(which % links.size()));
    }
  }

  private void backUp(BackUp made) {
    Kind kind = isLogKept(made.kind()) ? made.kind() : Kind.FULL;
    int[] chunks = {0};
    Pace pace = bytes -> {
      if (made.meanwhile() > 0 && chunks[0]++ < MOST_CHUNKS) {
        source.write(made.meanwhile()).snapshot();
        count(Seen.COMMITS_MEANWHILE);
      }
      return Future.succeededFuture();
    };
    Future<Link> backup = twin.backups(target, source.clock)
        .as(Job.plain().withPace(pace))
        .create(kind, source.store::hold);
    check(backup.succeeded(), "B4: a backup under load failed: %s", backup.cause());
    count(Seen.LINK);
    Link link = backup.result();
    long lsn = link.manifest().to().lsn();
    SimulatedDisk place = place();
    Future<?> restored = Restore.from(target).toLink(link.id()).into(place);
    check(
        restored.succeeded() && isState(opened(place), lsn),
        "B4: %s is not the first %d commits",
        link.id(),
        lsn);
  }

  /** The log of a store that writes on may be cut beyond the last link: then a full one is made. */
  private boolean isLogKept(Kind kind) {
    List<Link> standsOn = links().stream()
        .filter(link -> kind != Kind.INCREMENTAL || link.manifest().kind() != Kind.LOG)
        .toList();
    return !standsOn.isEmpty()
        && source.store.extents().get(0).firstLsn()
            <= standsOn.get(standsOn.size() - 1).manifest().to().lsn() + 1;
  }

  private boolean isState(DurableStore store, long lsn) {
    return store.lastLsn() == lsn && store.stateHash() == source.hashAt(lsn);
  }

  private void restore(Link link) {
    SimulatedDisk place = place();
    Future<?> restored = twin.restore(target).toLink(link.id()).into(place);
    check(
        restored.succeeded() && isState(opened(place), link.manifest().to().lsn()),
        "B1: what came back of %s is not what went in: %s",
        link.id(),
        restored);
    count(Seen.RESTORED);
  }

  private void restoreTime(int commit) {
    Instant time = source.timeOf(1 + commit % source.last());
    SimulatedDisk place = place();
    Future<?> restored = twin.restore(target).toTime(time).into(place);
    if (restored.failed()) {
      check(
          restored.cause() instanceof RefusedBackupException,
          "B3: a restore to %s fails with: %s",
          time,
          restored.cause());
      return; // no link reaches so far
    }
    long commits = source.commitsUpTo(time);
    check(
        isState(opened(place), commits), "B3: not exactly the %d commits up to %s", commits, time);
    count(Seen.RESTORED_TO_A_TIME);
  }

  private void restoreWithoutParent(Link link) {
    String missing = link.manifest().parent();
    withoutHarm(missing, () -> {
      filesOf(missing).forEach(vault::delete);
      isRefused(twin.restore(target).toLink(link.id()), new WatchedDisk(), "B2", missing);
    });
    count(Seen.REFUSED_WITHOUT_A_LINK);
  }

  private void restoreOver(Link link) {
    WatchedDisk place = new WatchedDisk();
    place.open("somebody.elses").close();
    isRefused(twin.restore(target).toLink(link.id()), place, "B7", "somebody.elses");
    count(Seen.REFUSED_PLACE);
  }

  private void restoreForged(Link link) {
    withoutHarm(link.id(), () -> {
      ForgedManifest.withPiece(target, link.id(), "endpoint.json");
      isRefused(twin.restore(target).toLink(link.id()), new WatchedDisk(), "B7", "endpoint.json");
    });
    count(Seen.REFUSED_NAME);
  }

  private static void isRefused(Restore restore, WatchedDisk place, String promise, String named) {
    int before = place.changes();
    Throwable cause = restore.into(place).cause();
    check(
        cause instanceof RefusedBackupException && cause.getMessage().contains(named),
        "%s: not refused with the name %s, but: %s",
        promise,
        named,
        cause);
    check(place.changes() == before, "%s: the place was changed before", promise);
  }

  /** Afterwards the files of this link are as they were. */
  private void withoutHarm(String id, Runnable harm) {
    Map<String, Buffer> before = new TreeMap<>();
    for (String name : filesOf(id)) {
      DiskFile file = vault.open(name);
      before.put(name, file.read(0, (int) file.size()));
    }
    harm.run();
    filesOf(id).forEach(vault::delete);
    before.forEach((name, bytes) -> {
      DiskFile file = vault.open(name);
      file.append(bytes);
      result(file.sync());
    });
    result(vault.syncDirectory());
  }

  private List<String> filesOf(String id) {
    return vault.list().stream().filter(name -> name.startsWith(id)).toList();
  }

  private void prune(Prune prune) {
    Retention retention = Retention.keepFull(prune.keep());
    if (prune.powerCutAt() > 0) {
      tearing = new Random(prune.chance());
      vault.disk.unsyncedLoss(prune.loss());
      vault.dieAt(prune.powerCutAt());
      boolean isDone = twin.backups(target, source.clock).prune(retention).succeeded();
      vault.recover();
      vault.disk.crash();
      count(isDone ? Seen.PRUNED : Seen.INTERRUPTED_PRUNE);
      checkAllCanBeRestored();
    }
    Future<?> pruned = twin.backups(target, source.clock).prune(retention);
    check(pruned.succeeded(), "B5: what is left cannot be pruned: %s", pruned.cause());
    count(Seen.PRUNED);
    checkAllCanBeRestored();
  }

  private void checkAllCanBeRestored() {
    for (Link link : links()) {
      Future<?> restored = Restore.from(target).toLink(link.id()).into(place());
      check(restored.succeeded(), "B5: %s is left, but: %s", link.id(), restored.cause());
    }
  }

  private void verifyRotten(VerifyRotten rotten) {
    List<String> journal =
        source.disk.list().stream().filter(name -> name.startsWith("wal-")).toList();
    String file = journal.get(rotten.place() % journal.size());
    long at = rotten.place() % Math.max(1, source.disk.open(file).size());
    source.disk.corrupt(file, at, 1 << rotten.bit());
    Future<Link> backup = twin.backups(target, source.clock).full(source.store);
    source.disk.corrupt(file, at, 1 << rotten.bit());
    if (backup.failed()) {
      check(
          backup.cause() instanceof RefusedBackupException,
          "B6: a rotten store is not refused, but: %s",
          backup.cause());
      return;
    }
    Link link = backup.result();
    boolean isVerified = twin.verification(target, source.clock)
        .ofLink(link.id())
        .withOptions(RememberedStore.SMALL)
        .on(place())
        .succeeded();
    check(
        !isVerified || opensAsIs(link), "B6: %s was verified, and no store opens of it", link.id());
    if (!isVerified) {
      count(Seen.REFUSED_ROT);
    }
    filesOf(link.id()).forEach(vault::delete);
    result(vault.syncDirectory());
  }

  private boolean opensAsIs(Link link) {
    SimulatedDisk place = place();
    if (Restore.from(target).toLink(link.id()).into(place).failed()) {
      return false;
    }
    Future<DurableStore> store =
        DurableStore.open(place, RememberedStore.SMALL, source.clock, RememberedStore.SYSTEM);
    return store.succeeded() && isState(store.result(), link.manifest().to().lsn());
  }

  private static SimulatedDisk place() {
    return new SimulatedDisk(new Random(5));
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
