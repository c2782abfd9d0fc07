package dev.understudy.recovery;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.backup.Kind;
import dev.understudy.checker.Drill;
import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.storage.Command;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Plays {@link FiveBackups}: who is there, what is done when, and what people do in the night. */
final class NightStage {
  private static final Instant BEGIN = Instant.parse("2017-01-10T00:00:00Z");
  private static final Instant FIRST_DRILL = Instant.parse("2017-01-10T06:00:00Z");
  private static final Instant EVENING = Instant.parse("2017-01-31T17:00:00Z");
  private static final Instant REMOVAL = Instant.parse("2017-01-31T23:30:00Z");
  private static final Instant END = Instant.parse("2017-02-02T00:00:00Z");

  private static final String PRIMARY = "db1";
  private static final String SECONDARY = "db2";
  private static final String AUDITOR = "auditor";
  private static final String VERSION = "9.6";
  private static final DurableStore.Options OPTIONS =
      new DurableStore.Options(new WriteAheadLog.Options(8 << 10, 8 << 10), 64 << 10);
  private static final long DATA = 256 << 10; // bytes, for 310 GB
  private static final int SECONDARY_BYTES_A_MINUTE = 960;
  private static final int SPAM_A_MINUTE = 4;
  private static final long SLOW = 9; // bytes a second; with the data as it was, 11 MB/s
  private static final long USUAL = 20 * SLOW;
  private static final Duration LOOK = Duration.ofMinutes(15);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MOST_AGE = Duration.ofHours(26);

  private final Cluster cluster;
  private final boolean isVerified;
  private final long seed;
  private final Clock clock;
  private final Restoring restoring;
  private final Disk primaryDisk;
  private final Disk secondaryDisk;
  private final Mailbox mailbox = new Mailbox();
  private final AgeAlarm alarm = new AgeAlarm(MOST_AGE);
  private final Map<String, Instant> written =
      new LinkedHashMap<>(); // by key, when it was asked for
  private final Map<String, String> drillSaid = new TreeMap<>();
  private final Map<String, Instant> drillAt = new TreeMap<>();
  private final Map<String, String> found = new LinkedHashMap<>();
  private final Timetable timetable = new Timetable();
  private Machine primary;
  private Secondary secondary;
  private DailyDump dump;
  private CloudSnapshots snapshots;
  private StagingCopy staging;
  private LogArchive archive;
  private List<Mechanism> mechanisms;
  private Host operator;
  private Client users;
  private long spam;
  private Instant secondaryLost;
  private String savedBy = "";
  private Future<Recovered> wayBack;
  private boolean isServing;

  NightStage(Cluster cluster, boolean isVerified) {
    this.cluster = cluster;
    this.isVerified = isVerified;
    this.seed = cluster.trace().seed();
    this.clock = Disks.clock(cluster, BEGIN);
    this.restoring = new Restoring(clock, OPTIONS);
    this.primaryDisk = Disks.simulated(seed, PRIMARY);
    this.secondaryDisk = Disks.simulated(seed, SECONDARY);
  }

  Night play() {
    people();
    mechanisms();
    quietWeeks();
    evening();
    night();
    timetable.run(cluster, clock);
    Client auditor = cluster.client(AUDITOR);
    written.keySet().forEach(key -> cluster.await(auditor.get(key)));
    return new Night(
        REMOVAL,
        secondaryLost,
        mechanisms.stream().map(this::finding).toList(),
        savedBy,
        wayBack.result(),
        expectedLost(wayBack.result()),
        alarm.rung(),
        Drill.measure(cluster.trace(), AUDITOR));
  }

  /** What was written after the last commit that came back, and before the removal. */
  private List<String> expectedLost(Recovered recovered) {
    Instant last = recovered == null ? Instant.MIN : recovered.time();
    return written.entrySet().stream()
        .filter(write -> write.getValue().isAfter(last))
        .filter(write -> write.getValue().isBefore(REMOVAL))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private void people() {
    cluster.start(
        () -> primary = Machine.serving(primaryDisk, OPTIONS, clock, "%032x".formatted(seed)),
        PRIMARY);
    operator = cluster.join("operator", new Host());
    users = cluster.client("users");
    cluster.runFor(Duration.ofSeconds(1));
    cluster.await(
        operator.work(() -> Disks.copy(DurableStore.SYSTEM_FILE, primaryDisk, secondaryDisk)));
    cluster.await(primary.work(store -> Disks.load(store, DATA, 1024)));
    secondary =
        cluster.join(SECONDARY, new Secondary(PRIMARY, secondaryDisk, SECONDARY_BYTES_A_MINUTE));
  }

  private void mechanisms() {
    Disk applicationHost = Disks.simulated(seed, "application host"); // without a database on it
    dump = new DailyDump(primary, VERSION, applicationHost, target("bucket"), mailbox, "", clock);
    Map<String, Disk> disks = new TreeMap<>();
    disks.put("nfs1", Disks.simulated(seed, "nfs1"));
    disks.put(PRIMARY, primaryDisk);
    snapshots = new CloudSnapshots(PRIMARY, disks, List.of("nfs1"), seed);
    staging = new StagingCopy(primary, target("staging"), SLOW, clock);
    Optional<BackupTarget> region =
        isVerified ? Optional.of(target("another region")) : Optional.empty();
    archive = new LogArchive(primary, region, USUAL, clock);
    mechanisms = isVerified
        ? List.of(archive, secondary, dump, snapshots, staging)
        : List.of(secondary, dump, snapshots, archive, staging);
  }

  private BackupTarget target(String name) {
    return DirectoryTarget.on(Disks.simulated(seed, name), name);
  }

  /** What runs by itself, all the time. */
  private void quietWeeks() {
    timetable
        .every(DAY.multipliedBy(7), BEGIN.plusSeconds(60), REMOVAL, () -> archive.run(Kind.FULL))
        .every(DAY, BEGIN.plusSeconds(120), REMOVAL, dump::run)
        .every(
            DAY,
            BEGIN.plusSeconds(180),
            REMOVAL,
            () -> operator.work(() -> {
              snapshots.run();
              return Future.succeededFuture();
            }))
        .every(DAY, BEGIN.plusSeconds(1800), EVENING, this::snapshot)
        .every(DAY, BEGIN.plusSeconds(3600), REMOVAL, staging::run)
        .every(DAY, BEGIN.plus(Duration.ofHours(25)), REMOVAL, () -> archive.run(Kind.INCREMENTAL))
        .every(Duration.ofMinutes(15), BEGIN.plusSeconds(900), REMOVAL, () -> archive.run(Kind.LOG))
        .every(Duration.ofHours(1), BEGIN.plusSeconds(3700), EVENING, this::write);
    if (isVerified) {
      mechanisms.forEach(mechanism -> alarm.watch(mechanism.title(), BEGIN));
      timetable
          .every(DAY, FIRST_DRILL, REMOVAL, this::drill)
          .every(Duration.ofHours(1), BEGIN, REMOVAL, () -> alarm.check(clock.instant()));
    } else {
      timetable.at(FIRST_DRILL, this::drill); // nobody made one; this is what it would have said
    }
  }

  private void evening() {
    Instant load = Instant.parse("2017-01-31T19:00:00Z");
    timetable
        .at("2017-01-31T17:20:00Z", () -> {
          operator.note("copies the volume by hand, to try something out in staging");
          staging.run();
        })
        .every(Duration.ofMinutes(1), EVENING.plusSeconds(5), END, this::write)
        .every(
            Duration.ofMinutes(1),
            load.plusSeconds(10),
            load.plus(Duration.ofHours(4)),
            () -> primary.work(this::spam))
        .every(Duration.ofHours(1), load, REMOVAL, this::snapshot)
        .every(Duration.ofMinutes(1), load.plusSeconds(30), REMOVAL, this::lookAtSecondary);
  }

  private void night() {
    timetable
        .at("2017-01-31T23:10:00Z", () -> {
          operator.note("wipes the secondary, to build it anew");
          operator.work(() -> Disks.wipe(secondaryDisk));
        })
        .at(REMOVAL, () -> {
          operator.note("wipes the primary and takes it for the secondary");
          operator.work(() -> Disks.wipe(primaryDisk));
          cluster.crash(PRIMARY);
          wayBack = operator.work(() -> tryFrom(0));
        })
        .every(Duration.ofMinutes(1), REMOVAL.plusSeconds(90), END, this::restartIfThere);
  }

  /** One mechanism after the other, until one gives something. */
  private Future<Recovered> tryFrom(int number) {
    if (number == mechanisms.size()) {
      return Mechanism.nothing("there is no way back");
    }
    Mechanism mechanism = mechanisms.get(number);
    return Vertx.currentContext()
        .owner()
        .timer(LOOK.toMillis(), TimeUnit.MILLISECONDS)
        .compose(looked -> mechanism.restoreInto(primaryDisk, restoring))
        .onSuccess(recovered -> {
          savedBy = mechanism.title();
          found.put(mechanism.title(), said(recovered));
        })
        .recover(cause -> {
          found.put(mechanism.title(), cause.getMessage());
          operator.note(mechanism.title() + ": " + cause.getMessage());
          return tryFrom(number + 1);
        });
  }

  private void restartIfThere() {
    if (wayBack.succeeded() && !isServing) {
      isServing = true;
      operator.note("the database is back from: " + savedBy);
      cluster.restart(PRIMARY);
    }
  }

  /** Every mechanism is restored to a disk of its own. */
  private void drill() {
    for (Mechanism mechanism : mechanisms) {
      String title = mechanism.title();
      Disk scratch = Disks.simulated(seed, "scratch for " + title);
      operator.work(() -> mechanism.restoreInto(scratch, restoring)).onComplete(result -> {
        Instant now = clock.instant();
        if (result.succeeded()) {
          alarm.restored(title, now);
        }
        if (drillSaid.putIfAbsent(
                title,
                result.succeeded() ? said(result.result()) : result.cause().getMessage())
            == null) {
          drillAt.put(title, now);
        }
      });
    }
  }

  private static String said(Recovered recovered) {
    return "restored, up to record %d of %s".formatted(recovered.lsn(), recovered.time());
  }

  private void snapshot() {
    primary.work(DurableStore::snapshot);
  }

  private void write() {
    String key = "toys/" + (written.size() + 1);
    written.put(key, clock.instant());
    users.put(key, "here");
  }

  private Future<Void> spam(DurableStore store) {
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < SPAM_A_MINUTE; i++) {
      all.add(store.execute("spammer", ++spam, new Command.Put("spam/" + i, "x".repeat(256))));
    }
    return Future.all(all).mapEmpty();
  }

  private void lookAtSecondary() {
    boolean isLost = !cluster.state(SECONDARY, Secondary.State.class).stopped().isEmpty();
    if (isLost && secondaryLost == null) {
      secondaryLost = clock.instant();
    }
  }

  private Finding finding(Mechanism mechanism) {
    String title = mechanism.title();
    return new Finding(
        title,
        mechanism.believed(),
        found.getOrDefault(title, ""),
        mechanism.cause(),
        drillSaid.get(title),
        drillAt.get(title));
  }
}
