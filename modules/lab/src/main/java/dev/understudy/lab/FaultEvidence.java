package dev.understudy.lab;

import dev.understudy.backup.zoo.BackupStep;
import dev.understudy.chaos.Step;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Swarm;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.Bridge;
import dev.understudy.cluster.fault.Fault.Broken;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.fault.Fault.CrashLoop;
import dev.understudy.cluster.fault.Fault.Delay;
import dev.understudy.cluster.fault.Fault.DiskFull;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.cluster.fault.Fault.Drift;
import dev.understudy.cluster.fault.Fault.Duplication;
import dev.understudy.cluster.fault.Fault.Failpoint;
import dev.understudy.cluster.fault.Fault.Flapping;
import dev.understudy.cluster.fault.Fault.Isolate;
import dev.understudy.cluster.fault.Fault.Loss;
import dev.understudy.cluster.fault.Fault.MajoritiesRing;
import dev.understudy.cluster.fault.Fault.OneWay;
import dev.understudy.cluster.fault.Fault.Overload;
import dev.understudy.cluster.fault.Fault.Partition;
import dev.understudy.cluster.fault.Fault.Pause;
import dev.understudy.cluster.fault.Fault.RegionLoss;
import dev.understudy.cluster.fault.Fault.Reordering;
import dev.understudy.cluster.fault.Fault.Skew;
import dev.understudy.cluster.fault.Fault.Slow;
import dev.understudy.cluster.fault.Fault.SlowDisk;
import dev.understudy.cluster.fault.Fault.SyncFails;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.TraceEvent.FaultBegan;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import dev.understudy.quorum.chaos.QuorumSubject;
import dev.understudy.recovery.RecoveryScenarios;
import dev.understudy.replication.chaos.ReadsSubject;
import dev.understudy.replication.chaos.ReplicationSubject;
import dev.understudy.replication.chaos.TogetherSubject;
import dev.understudy.replication.standby.chaos.TreeSubject;
import dev.understudy.standby.StandbyScenarios;
import dev.understudy.stateless.chaos.StatelessSubject;
import dev.understudy.storage.zoo.JournalStep;
import dev.understudy.storage.zoo.StoreStep;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who begins which kinds of faults. It is not written down but asked: the schedules that swarms draw,
 * the lives of disks, the traces of scenarios. Only why a kind has no place in a module is said here
 * or by the budget of its subject.
 */
final class FaultEvidence {
  /** Of the module {@code backup}: has no seeds that could be asked. */
  static final String INTERRUPTIONS = "InterruptionTest";

  private static final int SEEDS = 200;

  private static final List<Class<? extends Fault>> NETWORK = List.of(
      Partition.class,
      Isolate.class,
      OneWay.class,
      Broken.class,
      Bridge.class,
      MajoritiesRing.class,
      RegionLoss.class,
      Flapping.class,
      Loss.class,
      Duplication.class,
      Reordering.class,
      Delay.class);
  private static final List<Class<? extends Fault>> CLOCKS =
      List.of(Skew.class, Drift.class, Fault.Step.class);
  private static final List<Class<? extends Fault>> LOOPS =
      List.of(Pause.class, Slow.class, Overload.class);

  private static final List<String> LOSSES = List.of("hot-standby", "lost-region");

  private FaultEvidence() {}

  /** The table of the project. */
  static FaultTable table() {
    return new FaultTable(
        List.of(storage(), stateless(), backup(), recovery(), replication(), quorum(), standby()));
  }

  private static FaultColumn storage() {
    FaultColumn column = new FaultColumn("storage");
    for (long seed = 0; seed < SEEDS; seed++) {
      for (JournalStep step : JournalStep.life(seed)) {
        journal(column, step);
      }
      for (StoreStep step : StoreStep.life(seed)) {
        store(column, step);
      }
    }
    return column
        .without("sends no message: it is one disk in one node", NETWORK)
        .without("has no loop of its own: who stands still or is slow is the node above it", LOOPS)
        .without("its clock only dates commits, and it decides nothing by it", CLOCKS)
        .without(
            "its lives cut the power between any two steps; the points of a node's turn are"
                + " the node's",
            List.of(Failpoint.class))
        .without(
            "has one disk: what is lost with it comes back from a backup or another replica, or"
                + " not at all",
            List.of(DiskLost.class));
  }

  private static void journal(FaultColumn column, JournalStep step) {
    String by = "lives of a journal";
    if (step instanceof JournalStep.Crash crash) {
      column.tested(Crash.class, by);
      if (crash.powerCutAfter() >= 0) {
        column.tested(CrashLoop.class, by); // again, before it has come back
      }
    } else if (step instanceof JournalStep.FailSync) {
      column.tested(SyncFails.class, by);
    } else if (step instanceof JournalStep.EndSync) {
      column.tested(SlowDisk.class, by); // until this step the sync was under way
    } else if (step instanceof JournalStep.Rot) {
      column.tested(BitRot.class, by);
    }
  }

  private static void store(FaultColumn column, StoreStep step) {
    String by = "lives of a store";
    if (step instanceof StoreStep.Full) {
      column.tested(DiskFull.class, by);
    } else if (step instanceof StoreStep.Crash) {
      column.tested(Crash.class, by);
    } else if (step instanceof StoreStep.FailSync) {
      column.tested(SyncFails.class, by);
    } else if (step instanceof StoreStep.RotSnapshot) {
      column.tested(BitRot.class, by);
    }
  }

  private static FaultColumn backup() {
    FaultColumn column = new FaultColumn("backup");
    for (long seed = 0; seed < SEEDS; seed++) {
      for (BackupStep step : BackupStep.life(seed)) {
        String by = "lives of backups";
        if (step instanceof BackupStep.Prune prune && prune.powerCutAt() > 0) {
          column.tested(Crash.class, by);
        } else if (step instanceof BackupStep.VerifyRotten) {
          column.tested(BitRot.class, by);
        } else if (step instanceof BackupStep.RestoreLink) {
          column.tested(DiskLost.class, by); // it is restored elsewhere, from the target alone
        }
      }
    }
    return column
        .without("sends no message: it reads one disk and writes another", NETWORK)
        .without("has no loop of its own: who stands still or is slow is the node above it", LOOPS)
        .without(
            "goes by the times that commits were given; where those stand still, B3 says what is"
                + " restored",
            CLOCKS)
        .tested(DiskFull.class, INTERRUPTIONS)
        .tested(SyncFails.class, INTERRUPTIONS)
        .without(
            INTERRUPTIONS + " cuts the power at every step there is, one after the other, and again"
                + " after a failure: no point and no rhythm is left to a seed",
            List.of(CrashLoop.class, Failpoint.class))
        .without(
            "nobody waits for a backup; its lives write to the store between any two chunks",
            List.of(SlowDisk.class));
  }

  private static FaultColumn recovery() {
    FaultColumn column = new FaultColumn("recovery");
    for (Scenario scenario : RecoveryScenarios.all()) {
      for (TraceEvent event : scenario.run(1).trace().events()) {
        if (event instanceof FaultBegan began && began.kind() == FaultKind.CRASH) {
          column.tested(Crash.class, scenario.name());
        }
      }
    }
    return column.without(
        "begins after the failure: the database is lost for good, and how long the way back takes is"
            + " what is measured",
        FaultTable.kinds());
  }

  private static FaultColumn standby() {
    FaultColumn column = new FaultColumn("standby");
    for (Scenario scenario : StandbyScenarios.all()) {
      if (!LOSSES.contains(scenario.name())) {
        continue; // of each loss one, since playing all takes a while
      }
      for (TraceEvent event : scenario.run(1).trace().events()) {
        if (event instanceof FaultBegan began && began.kind() == FaultKind.DISK) {
          column.tested(DiskLost.class, scenario.name());
        } else if (event instanceof FaultBegan began && began.kind() == FaultKind.REGION) {
          column.tested(RegionLoss.class, scenario.name());
        }
      }
    }
    return column.without(
        "measures what the loss of machines for good costs; what else may happen to replicas is"
            + " replication's",
        FaultTable.kinds());
  }

  private static FaultColumn stateless() {
    return swarm(new FaultColumn("stateless"), List.of(new StatelessSubject()));
  }

  private static FaultColumn replication() {
    return swarm(
        new FaultColumn("replication"),
        Stream.of(
                ReplicationSubject.all(),
                TreeSubject.all(),
                ReadsSubject.all(),
                TogetherSubject.all())
            .flatMap(List::stream)
            .toList());
  }

  private static FaultColumn quorum() {
    return swarm(new FaultColumn("quorum"), QuorumSubject.all());
  }

  /** What is drawn is begun: each subject's own test counts what really began. */
  private static FaultColumn swarm(FaultColumn column, List<Subject> subjects) {
    for (Subject subject : subjects) {
      for (long seed = 1; seed <= SEEDS; seed++) {
        for (Step step : Swarm.draw(subject, seed).steps()) {
          if (step instanceof Step.Break breaking) {
            column.tested(breaking.fault().getClass(), subject.name());
          }
        }
      }
      FaultTable.kinds().stream()
          .filter(kind -> !subject.budget().whyNot(kind).isEmpty())
          .forEach(kind -> column.without(subject.budget().whyNot(kind), List.of(kind)));
    }
    return column;
  }
}
