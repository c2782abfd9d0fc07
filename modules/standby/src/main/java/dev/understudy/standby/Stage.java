package dev.understudy.standby;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.recovery.Disks;
import dev.understudy.recovery.Machine;
import dev.understudy.recovery.Monitor;
import dev.understudy.replication.Leading;
import dev.understudy.replication.Replica;
import dev.understudy.replication.standby.Standby;
import dev.understudy.sim.RandomStream;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of a drill: replicas and three clients, a failure that nothing comes back from, and one who
 * takes over. Who that is, and what fails, a subclass says.
 */
abstract class Stage {
  static final String LEADER = "athens";
  static final String ARCHIVIST = "archivist";
  static final String OPERATOR = "operator";
  static final String SPARE = "delphi";

  private static final int VALUE = 4096;
  private static final Duration MOST_PATIENCE = Duration.ofMinutes(30);

  final Cluster cluster;
  final StandbyKind kind;
  final Setting setting;
  final List<String> replicas = new ArrayList<>(); // which hold the data all the time
  final List<String> asked = new ArrayList<>(); // by clients
  private final RandomStream random;
  private final Clock clock;
  private final SimulatedDisk archive;
  private final SimulatedDisk vault;

  /** A stage on which one of this kind takes over. */
  Stage(Cluster cluster, StandbyKind kind, Setting setting) {
    this.cluster = cluster;
    this.kind = kind;
    this.setting = setting;
    long seed = cluster.trace().seed();
    random = new RandomStream(seed, "standby drill");
    clock = Disks.clock(cluster);
    archive = Disks.simulated(seed, ARCHIVIST);
    vault = Disks.simulated(seed, "vault");
  }

  /** Starts who is there before the failure; returns whom the monitor calls. */
  abstract String setUp();

  /** What comes when there is data; it never ends. */
  abstract Fault failure();

  /** Up to which entry of the lost log the one who took over has it. */
  abstract long cameBack();

  /** Who makes backups, if anybody does. */
  abstract List<String> backedUp();

  /** Who follows asynchronously; "" if nobody does. */
  abstract String behind();

  final void playWithoutFailure(Duration time) {
    setUp();
    writers().writeFor(time);
  }

  final void play() {
    String next = setUp();
    Writers writers = writers();
    writers.load(setting.bytes(), VALUE);
    if (!backedUp().isEmpty()) {
      beginBackups();
    }
    cluster.join("monitor", new Monitor(LEADER, next, setting.heartbeat(), setting.misses()));
    Duration interval = setting.backupEvery();
    writers.writeFor(interval.plus(random.nextDuration(Duration.ZERO, interval)));
    cluster.begin(failure());
    writers.writeUntilBack(MOST_PATIENCE);
    writers.writeFor(Duration.ofMillis(500));
    writers.audit();
  }

  private Writers writers() {
    return new Writers(cluster, List.of("alice", "bob", "carol"), asked);
  }

  /** Where the log of the member ended that was promoted; 0 if none was. */
  final long ledFrom() {
    return cluster.members().stream()
        .map(member -> cluster.state(member, Replica.State.class))
        .mapToLong(Replica.State::ledFrom)
        .max()
        .orElse(0);
  }

  /** Where the log of this standby ended when it was promoted; 0 if it was not. */
  final long ledFrom(String standby) {
    Leading.State leading = cluster.state(standby, Standby.State.class).leading();
    return leading == null ? 0 : leading.ledFrom();
  }

  /** What the backups take. */
  final long bytesOfBackups() {
    return archive.used() + vault.used();
  }

  /** The last backup that was made. */
  final Archivist.State lastBackup() {
    return cluster.state(ARCHIVIST, Archivist.State.class);
  }

  /** A machine that is not there yet. */
  final void spare() {
    Machine.Spare spare = new Machine.Spare(
        target(), setting.provisioning(), setting.bytesPerSecond(), setting.perRecord());
    SimulatedDisk disk = Disks.simulated(cluster.trace().seed(), SPARE);
    cluster.join(SPARE, Machine.idle(disk, DurableStore.Options.defaults(), clock, spare));
    asked.add(SPARE);
  }

  private BackupTarget target() {
    return DirectoryTarget.on(vault, "the vault");
  }

  private void beginBackups() {
    String system = "%032x".formatted(cluster.trace().seed());
    Archivist.Place place =
        new Archivist.Place(archive, system, target(), clock, DurableStore.Options.defaults());
    cluster.join(ARCHIVIST, archivist(place));
  }

  /** Who makes the backups. */
  Archivist archivist(Archivist.Place place) {
    return new Archivist(backedUp(), place, setting.backupEvery());
  }

  static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
