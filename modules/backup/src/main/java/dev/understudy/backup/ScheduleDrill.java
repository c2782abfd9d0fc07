package dev.understudy.backup;

import dev.understudy.sim.RandomStream;
import dev.understudy.sim.World;
import dev.understudy.storage.Command;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a schedule of backups is worth: weeks of a store in virtual time, and at many moments the
 * question what would be lost if all of it were gone now. The answer is measured: the backups of that
 * moment are restored, and what was acknowledged and is not there is lost.
 */
public final class ScheduleDrill {
  private static final int KEYS = 100;
  private static final String SYSTEM = "5ced01e05ced01e05ced01e05ced01e0";

  /**
   * The loss of everything at one moment.
   *
   * @param at since the beginning
   * @param lostCommits so many acknowledged commits are not in the restored store
   * @param rpo how long ago the first of them was acknowledged; zero when none is lost
   */
  public record Disaster(Duration at, long lostCommits, Duration rpo) {}

  /** The losses that one run has measured. */
  public record Report(Schedule schedule, long seed, List<Disaster> disasters) {

    /** Copies the list. */
    public Report {
      disasters = List.copyOf(disasters);
    }

    /** The greatest RPO. */
    public Duration worst() {
      return sorted().get(disasters.size() - 1);
    }

    /** The RPO that half of the disasters do not exceed. */
    public Duration median() {
      return sorted().get((disasters.size() - 1) / 2);
    }

    private List<Duration> sorted() {
      return disasters.stream().map(Disaster::rpo).sorted().toList();
    }
  }

  private final Schedule schedule;
  private final Duration pauseBetweenWrites;
  private final World world;
  private final Clock clock;
  private final RandomStream random;
  private final BackupTarget target;
  private final SimulatedDisk disk;
  private final Backups backups;
  private final List<Duration> acknowledged = new ArrayList<>(); // by LSN - 1
  private DurableStore store;
  private Future<?> jobs = Future.succeededFuture();
  private boolean isLogQueued;
  private Promise<Void> nextAcknowledged = Promise.promise();

  private ScheduleDrill(Schedule schedule, long seed, Duration pauseBetweenWrites) {
    this.schedule = schedule;
    this.pauseBetweenWrites = pauseBetweenWrites;
    this.world = World.fromSeed(seed);
    this.clock = new WorldClock(world);
    this.random = world.random("drill");
    this.disk = new SimulatedDisk(world.random("disk"), () -> after(Duration.ofMillis(1)));
    this.target = DirectoryTarget.on(
        new SimulatedDisk(world.random("vault"), () -> after(Duration.ofMillis(5))), "the vault");
    this.backups = Backups.of(target, clock);
  }

  /**
   * Runs a schedule and measures disasters, half of them at any moment, half of them at the worst
   * one: just before a backup is due, or just after a commit when each commit is archived.
   *
   * @param length how long in virtual time; disasters come after the first half of it
   * @param pauseBetweenWrites the client waits so long on average
   */
  public static Report run(
      Schedule schedule, long seed, Duration length, Duration pauseBetweenWrites, int disasters) {
    ScheduleDrill drill = new ScheduleDrill(schedule, seed, pauseBetweenWrites);
    try (drill.world) {
      return new Report(schedule, seed, drill.measure(length, disasters));
    }
  }

  private List<Disaster> measure(Duration length, int disasters) {
    store = world.await(DurableStore.open(disk, DurableStore.Options.defaults(), clock, SYSTEM));
    world.await(make(Kind.FULL));
    write();
    backUp();
    List<Disaster> measured = new ArrayList<>();
    Duration pause = length.dividedBy(2L * disasters);
    world.runFor(length.dividedBy(2));
    for (int i = 0; i < disasters; i++) {
      world.runFor(random.nextDuration(Duration.ZERO, pause));
      if (i % 2 == 1) {
        goToWorstMoment();
      }
      measured.add(disaster());
    }
    return measured;
  }

  private void goToWorstMoment() {
    if (schedule.isContinuous()) {
      world.await(nextAcknowledged.future());
    } else {
      Duration due = schedule.next(world.now());
      world.runFor(due.minus(world.now()).minusMillis(1));
    }
  }

  /** Nothing but the target is left: what is restored from it, and what had been acknowledged? */
  private Disaster disaster() {
    SimulatedDisk place = new SimulatedDisk(world.random("place"));
    Duration now = world.now();
    long acknowledgedCommits = acknowledged.size();
    world.await(Restore.from(target).into(place));
    DurableStore restored =
        world.await(DurableStore.open(place, DurableStore.Options.defaults(), clock, SYSTEM));
    long lost = Math.max(0, acknowledgedCommits - restored.lastLsn());
    Duration rpo =
        lost == 0 ? Duration.ZERO : now.minus(acknowledged.get((int) restored.lastLsn()));
    return new Disaster(now, lost, rpo);
  }

  private void write() {
    Duration pause = random.nextDuration(Duration.ZERO, pauseBetweenWrites.multipliedBy(2));
    after(pause)
        .compose(later -> store.execute(
            "client",
            acknowledged.size() + 1L,
            new Command.Put("cats/" + random.nextInt(KEYS), "v" + acknowledged.size())))
        .onSuccess(answer -> {
          acknowledged.add(world.now());
          Promise<Void> heard = nextAcknowledged;
          nextAcknowledged = Promise.promise();
          heard.complete();
          if (schedule.isContinuous() && !isLogQueued) {
            isLogQueued = true;
            enqueue(Kind.LOG);
          }
          write();
        });
  }

  private void backUp() {
    Duration due = schedule.next(world.now());
    after(due.minus(world.now())).onSuccess(now -> {
      schedule.due(due).ifPresent(this::enqueue);
      backUp();
    });
  }

  private void enqueue(Kind kind) {
    jobs = jobs.compose(before -> {
      isLogQueued = isLogQueued && kind != Kind.LOG;
      return make(kind);
    });
  }

  private Future<?> make(Kind kind) {
    if (kind == Kind.LOG) {
      return backups.log(store);
    }
    return store
        .snapshot()
        .compose(snapshot -> backups.create(kind, store::hold))
        .compose(link -> store.backedUpTo(link.manifest().to().lsn()))
        .compose(noted ->
            kind == Kind.FULL ? backups.prune(Retention.keepFull(1)) : Future.succeededFuture());
  }

  private Future<Void> after(Duration delay) {
    return world
        .vertx()
        .timer(Math.max(1, delay.toNanos()), TimeUnit.NANOSECONDS)
        .mapEmpty();
  }
}
