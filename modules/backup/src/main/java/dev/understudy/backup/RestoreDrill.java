package dev.understudy.backup;

import dev.understudy.sim.RandomStream;
import dev.understudy.sim.World;
import dev.understudy.storage.Command;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes to come back from a backup, in virtual time and step by step. What depends on the
 * data, restore and verify, is really done, at the pace of a disk; what depends on people and machines,
 * detect, provision and switch, takes the time that {@link Surroundings} says.
 */
public final class RestoreDrill {
  private static final String SYSTEM = "4e5704ed4e5704ed4e5704ed4e5704ed";
  private static final int VALUE_CHARS = 4000;

  /** The five steps of a restore, in order. */
  public enum Step {
    /** Somebody is sure that the store is gone. */
    DETECT,
    /** There is a machine with an empty disk. */
    PROVISION,
    /** The backup is read, checked and written to it. */
    RESTORE,
    /** The store is opened, every byte of it read, its state compared. */
    VERIFY,
    /** Clients write to it. */
    SWITCH
  }

  /**
   * What a restore does not decide itself.
   *
   * @param probeEvery so often it is looked whether the store answers
   * @param probesMissed so many in a row mean that it is gone
   * @param provision how long a machine takes to come
   * @param switchOver how long until the clients have learned where it is
   * @param bytesPerSecond of the disk and of the line to the backups
   */
  public record Surroundings(
      Duration probeEvery,
      int probesMissed,
      Duration provision,
      Duration switchOver,
      long bytesPerSecond) {

    /** Probes every 10 s of which 3 are missed, 5 minutes for a machine, 1 to switch, 1 MiB/s. */
    public static Surroundings plain() {
      return new Surroundings(
          Duration.ofSeconds(10), 3, Duration.ofMinutes(5), Duration.ofMinutes(1), 1 << 20);
    }
  }

  /**
   * What one drill has measured.
   *
   * @param bytes how long the restored files are together
   * @param steps how long each step took, in their order
   */
  public record Report(long seed, long bytes, Map<Step, Duration> steps) {

    /** From the loss of the store to the first write that is acknowledged. */
    public Duration rto() {
      return steps.values().stream().reduce(Duration.ZERO, Duration::plus);
    }
  }

  private final World world;
  private final Surroundings surroundings;
  private final Clock clock;
  private final RandomStream random;
  private final BackupTarget target;
  private final Job paced;
  private final Map<Step, Duration> steps = new LinkedHashMap<>();
  private Duration stepBegan;

  private RestoreDrill(long seed, Surroundings surroundings) {
    this.world = World.fromSeed(seed);
    this.surroundings = surroundings;
    this.clock = new WorldClock(world);
    this.random = world.random("drill");
    this.target = DirectoryTarget.on(new SimulatedDisk(world.random("vault")), "the vault");
    this.paced =
        Job.plain().withPace(Pace.bytesPerSecond(world.vertx(), surroundings.bytesPerSecond()));
  }

  /**
   * Fills a store with about so many bytes, backs it up, loses it at any moment, and brings it back.
   *
   * @throws IllegalStateException when what comes back is not what was backed up
   */
  public static Report run(long seed, long bytes, Surroundings surroundings) {
    RestoreDrill drill = new RestoreDrill(seed, surroundings);
    try (drill.world) {
      return drill.measure(seed, bytes);
    }
  }

  private Report measure(long seed, long bytes) {
    long stateHash = filledAndBackedUp(bytes);
    stepBegan = world.now();
    waitUntilMissed();
    ends(Step.DETECT);
    world.runFor(surroundings.provision());
    ends(Step.PROVISION);
    SimulatedDisk place = new SimulatedDisk(world.random("place"));
    Restored restored = patiently(Restore.from(target).as(paced).into(place));
    ends(Step.RESTORE);
    DurableStore store = verified(place, stateHash);
    ends(Step.VERIFY);
    world.runFor(surroundings.switchOver());
    world.await(store.execute("client", Long.MAX_VALUE, new Command.Put("cats/back", "yes")));
    ends(Step.SWITCH);
    return new Report(seed, restored.bytes(), steps);
  }

  private long filledAndBackedUp(long bytes) {
    SimulatedDisk disk = new SimulatedDisk(world.random("disk"));
    DurableStore store =
        world.await(DurableStore.open(disk, DurableStore.Options.defaults(), clock, SYSTEM));
    String value = "v".repeat(VALUE_CHARS);
    for (long i = 1; i <= Math.max(1, bytes / VALUE_CHARS); i++) {
      world.await(store.execute("client", i, new Command.Put("cats/" + i, value)));
    }
    world.await(Backups.of(target, clock).full(store));
    return store.stateHash();
  }

  /** The store is lost at any moment between two probes; the missed ones are counted from the next. */
  private void waitUntilMissed() {
    Duration toNextProbe = random.nextDuration(Duration.ZERO, surroundings.probeEvery());
    world.runFor(
        toNextProbe.plus(surroundings.probeEvery().multipliedBy(surroundings.probesMissed() - 1L)));
  }

  private DurableStore verified(SimulatedDisk place, long stateHash) {
    Chunks chunks = new Chunks(paced, 0);
    List<String> names = new ArrayList<>(place.list());
    patiently(Steps.each(names, name -> {
      DiskFile file = place.open(name);
      return chunks.read(file, 0, file.size(), chunk -> {}).onComplete(done -> file.close());
    }));
    DurableStore store =
        world.await(DurableStore.open(place, DurableStore.Options.defaults(), clock, SYSTEM));
    if (store.stateHash() != stateHash) {
      throw new IllegalStateException("another state came back: %016x instead of %016x"
          .formatted(store.stateHash(), stateHash));
    }
    return store;
  }

  /** A world waits an hour for a future; a restore may take longer. */
  private <T> T patiently(Future<T> work) {
    while (!work.isComplete()) {
      world.await(Future.any(work, minute()));
    }
    return world.await(work);
  }

  private Future<Void> minute() {
    return world.vertx().timer(1, TimeUnit.MINUTES).mapEmpty();
  }

  private void ends(Step step) {
    steps.put(step, world.now().minus(stepBegan));
    stepBegan = world.now();
  }
}
