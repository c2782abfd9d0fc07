package dev.understudy.zoo;

import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.fault.Fault.Isolate;
import dev.understudy.cluster.fault.Fault.Loss;
import dev.understudy.cluster.fault.Fault.SlowDisk;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.Rules;
import dev.understudy.quorum.chaos.HintsSubject;
import dev.understudy.quorum.chaos.QuorumAct.Read;
import dev.understudy.quorum.chaos.QuorumAct.Write;
import dev.understudy.quorum.chaos.QuorumSubject;
import dev.understudy.quorum.zoo.AcknowledgesBeforeFlush;
import dev.understudy.quorum.zoo.AnswersTooEarly;
import dev.understudy.quorum.zoo.DropsTombstonesEarly;
import dev.understudy.quorum.zoo.ForgetsHints;
import dev.understudy.quorum.zoo.HashesKeysOnly;
import dev.understudy.quorum.zoo.NewVersionForRetry;
import dev.understudy.quorum.zoo.NewestByArrival;
import dev.understudy.quorum.zoo.SnapshotsWithoutPromises;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The twins of the nodes of a leaderless quorum. */
final class QuorumExhibits {
  private static final List<String> MEMBERS = List.of("athens", "byzantium", "cyrene");

  private QuorumExhibits() {}

  static List<Exhibit> all() {
    return List.of(
        keeper("Z14.5", AcknowledgesBeforeFlush::new, "K1")
            .drawnBy(QuorumExhibits::powerCuts)
            .does("says that its disk holds a copy which it does not hold yet")
            .needs("power cut of all nodes at once", "etcd issue 14370"),
        keeper("quorum-1", AnswersTooEarly::new, "K1")
            .drawnBy(QuorumExhibits::lostStores)
            .does("answers when one node less than w has stored the write")
            .needs("lost or late messages, or a crash", ""),
        keeper("quorum-2", NewestByArrival::new, "K1")
            .does("takes the copy that came last for the newest")
            .needs("an owner that missed a write", ""),
        keeper("quorum-3", NewVersionForRetry::new, "K2")
            .does("gives a write a new version when its client asks again")
            .needs("lost answer", ""),
        new Entry("quorum-4", new ForgetsHints(Rules.of(3, 2, 2)), "K3")
            .subjects(name -> new HintsSubject(name, ForgetsHints::new), new HintsSubject())
            .does("forgets a hint when it has sent it, before the owner has it")
            .needs("an owner that is away", ""),
        keeper("quorum-5", DropsTombstonesEarly::new, "K4")
            .does("drops a tombstone while an owner may not have heard of the delete")
            .needs("an owner that missed a delete", "Cassandra's gc_grace_seconds, set too low"),
        keeper("quorum-6", HashesKeysOnly::new, "K5")
            .does("builds its tree of keys without their versions")
            .needs("an owner that missed a write", ""),
        keeper("quorum-7", SnapshotsWithoutPromises::new, "K2")
            .does("leaves out of its snapshot which version it has promised to which write")
            .needs("restart behind a snapshot, and a client that asks again", ""));
  }

  private static Entry keeper(
      String number, Function<Rules, ? extends Keeper> twin, String breaks) {
    return new Entry(number, twin.apply(Rules.of(3, 2, 2)), breaks)
        .subjects(name -> QuorumSubject.majorities(name, twin), QuorumSubject.majorities());
  }

  /** All disks lose what was written and not yet synced, again and again. */
  private static Schedule powerCuts(Subject subject, long seed) {
    Script script = new Script(subject, seed);
    RandomStream random = script.random();
    MEMBERS.forEach(node -> script.breaks(new SlowDisk(node, Duration.ofMillis(40))));
    for (int round = 3 + random.nextInt(5); round > 0; round--) {
      script.act(new Write("alice", "toy")).pass(60, 200);
      MEMBERS.forEach(node -> script.breaks(new Crash(node, null), 20));
      script.pass(20, 100).act(new Read("bob", "toy")).pass(300, 600);
    }
    return script.of(MEMBERS.size());
  }

  /** Alice and bob ask different nodes, and of the copies that those send many do not arrive. */
  private static Schedule lostStores(Subject subject, long seed) {
    Script script = new Script(subject, seed);
    RandomStream random = script.random();
    script.breaks(new Isolate("athens"), 300).act(new Read("bob", "toy")).pass(300, 400);
    script.breaks(new Loss(new Traffic("", "", "Store"), 0.3 + random.nextDouble() * 0.5));
    for (int round = 5 + random.nextInt(10); round > 0; round--) {
      script.act(new Write("alice", "toy")).pass(5, 100);
      script.act(new Read("bob", "toy")).pass(5, 100);
    }
    return script.of(MEMBERS.size());
  }
}
