package dev.understudy.recovery;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.Backups;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.backup.Kind;
import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.sim.RandomStream;
import dev.understudy.storage.DurableStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run of a {@link RestoreDrill}: a database, an idle machine, a monitor, and two clients. */
final class RestoreStage {
  static final String AUDITOR = "auditor";
  static final String DATABASE = "athens";
  static final String SPARE = "byzantium";

  private static final List<String> CLIENTS = List.of("alice", "bob");
  private static final int VALUE = 4096;
  private static final Duration MOST_PATIENCE = Duration.ofHours(3);

  private final Cluster cluster;
  private final RestoreDrill.Setting setting;
  private final RandomStream random;
  private final BackupTarget vault;
  private final Clock clock;
  private final List<String> written = new ArrayList<>();
  private final Map<String, Future<Outcome<String>>> underWay = new LinkedHashMap<>();
  private Machine database;
  private Duration lastBackup;
  private Duration failure;
  private boolean isClosing;
  private boolean isLost;
  private boolean isWritingAgain;

  RestoreStage(Cluster cluster, RestoreDrill.Setting setting) {
    this.cluster = cluster;
    this.setting = setting;
    long seed = cluster.trace().seed();
    random = new RandomStream(seed, "restore drill");
    vault = DirectoryTarget.on(Disks.simulated(seed, "vault"), "the vault");
    clock = Disks.clock(cluster);
    cluster.start(
        () -> database = Machine.serving(
            Disks.simulated(seed, DATABASE),
            DurableStore.Options.defaults(),
            clock,
            "%032x".formatted(seed)),
        DATABASE);
    Machine.Spare spare = new Machine.Spare(
        vault, setting.provisioning(), setting.bytesPerSecond(), setting.perRecord());
    cluster.start(
        () -> Machine.idle(
            Disks.simulated(seed, SPARE), DurableStore.Options.defaults(), clock, spare),
        SPARE);
    cluster.runFor(ms(100));
    cluster.join("monitor", new Monitor(DATABASE, SPARE, setting.heartbeat(), setting.misses()));
  }

  void play() {
    cluster.await(database.work(store -> Disks.load(store, setting.bytes(), VALUE)));
    backUp(Kind.FULL);
    CLIENTS.forEach(cluster::client);
    CLIENTS.forEach(this::ask);
    cluster.runFor(random.nextDuration(ms(300), ms(1500)));
    backUp(Kind.INCREMENTAL);
    cluster.runFor(random.nextDuration(ms(100), ms(1500)));
    isLost = true;
    failure = cluster.now();
    cluster.crash(DATABASE); // and never comes back
    awaitWriter();
    cluster.runFor(ms(500));
    isClosing = true;
    CLIENTS.forEach(client -> cluster.await(underWay.get(client)));
    Client auditor = cluster.client(AUDITOR);
    for (String key : written) {
      if (!cluster.await(auditor.get(key)).isOk()) {
        return;
      }
    }
  }

  /** How long before the failure the last backup was begun. */
  Duration sinceBackup() {
    return failure.minus(lastBackup);
  }

  private void backUp(Kind kind) {
    lastBackup = cluster.now();
    cluster.await(database.work(store -> Backups.of(vault, clock).create(kind, store::hold)));
  }

  private void awaitWriter() {
    isWritingAgain = false;
    Duration deadline = cluster.now().plus(MOST_PATIENCE);
    while (!isWritingAgain && cluster.now().compareTo(deadline) < 0) {
      cluster.runFor(ms(200));
    }
  }

  /** The next write of a client, which asks for another one when it knows how this one ended. */
  private void ask(String client) {
    String key = client + "/" + (written.size() + 1);
    written.add(key);
    boolean wasLost = isLost;
    Future<Outcome<String>> outcome = cluster.client(client).put(key, "here");
    underWay.put(client, outcome);
    outcome.onSuccess(known -> {
      isWritingAgain |= known.isOk() && wasLost;
      if (!isClosing) {
        ask(client);
      }
    });
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
