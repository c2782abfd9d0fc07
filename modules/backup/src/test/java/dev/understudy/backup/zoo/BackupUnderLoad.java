package dev.understudy.backup.zoo;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.BackupTwin;
import dev.understudy.backup.Backups;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.backup.Job;
import dev.understudy.backup.Kind;
import dev.understudy.backup.Link;
import dev.understudy.backup.Pace;
import dev.understudy.backup.RememberedStore;
import dev.understudy.sim.RandomStream;
import dev.understudy.sim.World;
import dev.understudy.storage.Command;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One seeded day of a store in virtual time: a client writes, snapshots are made and the log is cut,
 * while backups are being copied chunk by chunk. Throws {@link AssertionError} when B4 does not hold:
 * when a backup is not a prefix of the order of commits.
 */
public final class BackupUnderLoad {
  private static final int LINKS = 6;

  private final BackupTwin twin;
  private final World world;
  private final RandomStream random;
  private final SimulatedDisk disk;
  private final SimulatedDisk vault;
  private final List<Long> hashes = new ArrayList<>();
  private DurableStore store;
  private long sequence;
  private boolean isOver;

  /** What happened in the day: one in which nothing happened proves nothing. */
  public record Seen(int commitsDuringCopies, int snapshotsDuringCopies, int links) {}

  private int commitsDuringCopies;
  private int snapshotsDuringCopies;
  private boolean isCopying;

  private BackupUnderLoad(BackupTwin twin, long seed) {
    this.twin = twin;
    this.world = World.fromSeed(seed);
    this.random = world.random("load");
    this.disk = new SimulatedDisk(
        world.random("disk"),
        () -> after(random.nextDuration(Duration.ZERO, Duration.ofMillis(2))));
    this.vault = new SimulatedDisk(world.random("vault"));
  }

  /** Lives through one seed. */
  public static Seen run(BackupTwin twin, long seed) {
    BackupUnderLoad load = new BackupUnderLoad(twin, seed);
    try (load.world) {
      return load.day();
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed + ": B4: a backup under load failed: " + e, e);
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  private Future<Void> after(Duration delay) {
    return world
        .vertx()
        .timer(Math.max(1, delay.toNanos()), TimeUnit.NANOSECONDS)
        .mapEmpty();
  }

  private Clock clock() {
    Instant begin = Instant.parse("2026-01-05T00:00:00Z");
    return new Clock() {
      @Override
      public Instant instant() {
        return begin.plus(world.now());
      }

      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }
    };
  }

  private Seen day() {
    store = world.await(
        DurableStore.open(disk, RememberedStore.SMALL, clock(), RememberedStore.SYSTEM));
    hashes.add(store.stateHash());
    write();
    snapshot();
    BackupTarget target = DirectoryTarget.on(vault, "the vault");
    Pace pace = bytes -> after(random.nextDuration(Duration.ZERO, Duration.ofMillis(40)));
    Backups backups = twin.backups(target, clock()).as(Job.plain().withPace(pace));
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < LINKS; i++) {
      world.runFor(random.nextDuration(Duration.ZERO, Duration.ofMillis(100)));
      Kind kind = i == 0 || random.chance(0.3) ? Kind.FULL : Kind.LOG;
      isCopying = true;
      links.add(made(backups, kind));
      isCopying = false;
    }
    isOver = true;
    world.runUntilIdle();
    links.forEach(link -> check(target, link));
    return new Seen(commitsDuringCopies, snapshotsDuringCopies, links.size());
  }

  /** The log of a store that writes on may be cut beyond the last link: then a full one is made. */
  private Link made(Backups backups, Kind kind) {
    boolean isKept = backups.list().links().isEmpty()
        || store.extents().get(0).firstLsn() <= lastLsn(backups) + 1;
    return world.await(backups.create(isKept ? kind : Kind.FULL, store::hold));
  }

  private static long lastLsn(Backups backups) {
    List<Link> links = backups.list().links();
    return links.get(links.size() - 1).manifest().to().lsn();
  }

  private void write() {
    if (isOver) {
      return;
    }
    String key = "cats/" + random.nextInt(20);
    store
        .execute("client", ++sequence, new Command.Append(key, "+" + random.nextInt(10)))
        .onSuccess(answer -> {
          hashes.add(store.stateHash());
          commitsDuringCopies += isCopying ? 1 : 0;
        })
        .compose(answer -> after(random.nextDuration(Duration.ZERO, Duration.ofMillis(4))))
        .onSuccess(later -> write());
  }

  private void snapshot() {
    if (isOver) {
      return;
    }
    after(random.nextDuration(Duration.ofMillis(20), Duration.ofMillis(120)))
        .compose(later -> store.snapshot())
        .onSuccess(done -> {
          snapshotsDuringCopies += isCopying ? 1 : 0;
          snapshot();
        });
  }

  private void check(BackupTarget target, Link link) {
    SimulatedDisk place = new SimulatedDisk(world.random("place"));
    world.await(twin.restore(target).toLink(link.id()).into(place));
    DurableStore restored = world.await(
        DurableStore.open(place, RememberedStore.SMALL, clock(), RememberedStore.SYSTEM));
    long lsn = link.manifest().to().lsn();
    if (restored.lastLsn() != lsn || restored.stateHash() != hashes.get((int) lsn)) {
      throw new AssertionError("B4: %s is not the first %d commits".formatted(link.id(), lsn));
    }
  }
}
