package dev.understudy.zoo;

import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.fault.Fault.Partition;
import dev.understudy.replication.Mode;
import dev.understudy.replication.chaos.ReplicationAct.Promote;
import dev.understudy.replication.chaos.ReplicationAct.Write;
import dev.understudy.replication.standby.Standby;
import dev.understudy.replication.standby.chaos.TreeSubject;
import dev.understudy.replication.standby.zoo.FeedsUncommitted;
import dev.understudy.replication.standby.zoo.FollowsAnybody;
import dev.understudy.replication.standby.zoo.ForgetsItsLabel;
import dev.understudy.replication.standby.zoo.ForgetsTheEpoch;
import dev.understudy.replication.standby.zoo.NarrowReplica;
import dev.understudy.replication.standby.zoo.NarrowRules;
import dev.understudy.replication.standby.zoo.NarrowStandby;
import dev.understudy.replication.standby.zoo.SkipsAhead;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The twins of standbys that follow each other, and of members that feed them. */
final class TreeExhibits {
  private TreeExhibits() {}

  static List<Exhibit> all() {
    return List.of(
        standby("cascade-1", Mode.QUORUM, new FollowsAnybody(), FollowsAnybody::new, "R7")
            .does("follows whoever feeds it, and feeds whoever asks")
            .needs("standbys without a member", ""),
        standby("cascade-2", Mode.QUORUM, new ForgetsItsLabel(), ForgetsItsLabel::new, "R7")
            .drawnBy(TreeExhibits::middleRestarts)
            .does("forgets in a crash which label it has told others")
            .needs("crash of a standby that is cut off with those below it", ""),
        entry(
                "cascade-3",
                Mode.ASYNC,
                new ForgetsTheEpoch.Indexes(),
                ForgetsTheEpoch::new,
                new ForgetsTheEpoch(),
                "R5")
            .drawnBy(TreeExhibits::backToTheZombie)
            .does("takes a beat for a beat and an index for an index, of whatever epoch")
            .needs("failover, then a partition with the leader that was", ""),
        standby("cascade-4", Mode.QUORUM, new SkipsAhead(), SkipsAhead::new, "R4")
            .does("puts what comes behind what it has, whatever is missing in between")
            .needs("a message is lost", ""),
        entry(
                "cascade-5",
                Mode.QUORUM,
                new FeedsUncommitted(),
                NarrowStandby::new,
                new FeedsUncommitted(),
                "R4")
            .drawnBy(TreeExhibits::leaderIsCutOff)
            .does("feeds standbys with what is not committed yet")
            .needs("failover", ""));
  }

  private static Entry standby(
      String number,
      Mode mode,
      Standby twin,
      Function<String[], ? extends Standby> standbys,
      String breaks) {
    return entry(number, mode, new NarrowRules(), standbys, twin, breaks);
  }

  private static Entry entry(
      String number,
      Mode mode,
      NarrowRules ofMembers,
      Function<String[], ? extends Standby> standbys,
      Object twin,
      String breaks) {
    return new Entry(number, twin, breaks)
        .subjects(
            name -> new TreeSubject(name, mode, () -> new NarrowReplica(mode, ofMembers), standbys),
            new TreeSubject(mode));
  }

  /** Delphi and ephesus, who follows it, are cut off from all members; delphi restarts. */
  private static Schedule middleRestarts(Subject subject, long seed) {
    Script script = new Script(subject, seed).act(new Write("alice", 1)).pass(1000, 1200);
    script
        .breaks(
            new Partition(
                List.of(List.of("athens", "byzantium", "cyrene"), List.of("delphi", "ephesus"))),
            2900)
        .pass(0, 300);
    return script.breaks(new Crash("delphi", null), 20).pass(2500, 2900).of(5);
  }

  /** Delphi hears of epoch 2, and is then cut off together with the leader of epoch 1. */
  private static Schedule backToTheZombie(Subject subject, long seed) {
    Script script = new Script(subject, seed).pass(900, 1000);
    script
        .breaks(
            new Partition(List.of(
                List.of("athens", "alice"), List.of("byzantium", "cyrene", "delphi", "operator"))),
            1500)
        .act(new Write("alice", 1 + script.random().nextInt(5)))
        .act(new Write("alice", 5))
        .act(new Promote("operator", Duration.ofMillis(1)))
        .pass(1300, 1480);
    return script
        .breaks(
            new Partition(List.of(
                List.of("athens", "alice", "delphi"), List.of("byzantium", "cyrene", "operator"))),
            1500)
        .pass(1400, 1490)
        .of(4);
  }

  /** Athens goes on writing for delphi alone; byzantium or cyrene is promoted. */
  private static Schedule leaderIsCutOff(Subject subject, long seed) {
    Script script = new Script(subject, seed).pass(900, 1000);
    return script
        .breaks(
            new Partition(List.of(
                List.of("athens", "alice", "delphi"), List.of("byzantium", "cyrene", "operator"))),
            700)
        .act(new Write("alice", 1 + script.random().nextInt(5)))
        .pass(0, 300)
        .act(new Promote("operator", Duration.ofMillis(1)))
        .pass(1000, 1500)
        .of(4);
  }
}
