package dev.understudy.zoo;

import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.Broken;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.fault.Fault.Delay;
import dev.understudy.cluster.fault.Fault.Isolate;
import dev.understudy.cluster.fault.Fault.Loss;
import dev.understudy.cluster.fault.Fault.OneWay;
import dev.understudy.cluster.fault.Fault.Partition;
import dev.understudy.cluster.fault.Fault.Pause;
import dev.understudy.cluster.fault.Fault.SlowDisk;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.replication.Mode;
import dev.understudy.replication.chaos.ReplicationAct.Promote;
import dev.understudy.replication.chaos.ReplicationAct.SwitchTo;
import dev.understudy.replication.chaos.ReplicationAct.Write;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Schedules in which leaders change again and again. A swarm tries everything and changes leaders
 * seldom: what only breaks at a failover it finds too, but after many more seeds.
 */
final class Failovers {
  private static final List<String> MEMBERS = List.of("athens", "byzantium", "cyrene");

  private Failovers() {}

  /** Members break, one or two at a time, and one operator or both promote. */
  static Schedule often(Subject subject, long seed) {
    return often(subject, seed, "");
  }

  /** The same; all that is written is to be safe, or applied, at a majority. */
  static Schedule wishing(Subject subject, long seed) {
    return often(subject, seed, seed % 2 == 0 ? "quorum flushed" : "quorum applied");
  }

  private static Schedule often(Subject subject, long seed, String wish) {
    Script script = new Script(subject, seed);
    RandomStream random = script.random();
    if (random.chance(0.5)) {
      String node = random.pick(MEMBERS);
      script.breaks(new SlowDisk(node, Duration.ofMillis(random.nextInt(1, 40))));
    }
    for (int round = 3 + random.nextInt(6); round > 0; round--) {
      script.act(new Write("alice", 1 + random.nextInt(3), wish)).pass(0, 5);
      script.act(new Write("bob", 1 + random.nextInt(3), wish)).pass(0, 20);
      script.breaks(fault(random), random.nextInt(20, 900)).pass(0, 20);
      if (random.chance(0.7)) {
        script.act(new Promote("operator", Duration.ofMillis(random.nextInt(1, 60))));
      }
      if (random.chance(0.3)) {
        script.act(new Promote("rival", Duration.ofMillis(random.nextInt(1, 60))));
      }
      script.pass(0, random.chance(0.5) ? 700 : 40);
    }
    return script.of(MEMBERS.size());
  }

  private static Fault fault(RandomStream random) {
    String node = random.pick(MEMBERS);
    return switch (random.nextInt(5)) {
      case 0, 1 -> new Crash(node, null);
      case 2 -> new Isolate(node);
      case 3 -> new Pause(node);
      default -> {
        List<String> rest =
            MEMBERS.stream().filter(other -> !other.equals(node)).toList();
        boolean isAlone = random.nextBoolean();
        yield new Partition(List.of(
            with(isAlone ? List.of(node) : rest, "operator", "alice"),
            with(isAlone ? rest : List.of(node), "rival", "bob")));
      }
    };
  }

  private static List<String> with(List<String> members, String... others) {
    List<String> all = new ArrayList<>(members);
    all.addAll(List.of(others));
    return all;
  }

  /** The disk of athens, which leads, is slow, and athens crashes again and again: nobody is promoted. */
  static Schedule withoutFailover(Subject subject, long seed) {
    Script script = new Script(subject, seed);
    script.breaks(new SlowDisk("athens", Duration.ofMillis(30)));
    for (int round = 0; round < 5; round++) {
      script.act(new Write("alice", 3)).pass(1, 40);
      script.breaks(new Crash("athens", null), 50).pass(200, 400);
    }
    return script.of(MEMBERS.size());
  }

  /** Two operators promote at once, and each of them does not reach another member. */
  static Schedule twoOperators(Subject subject, long seed) {
    Script script = new Script(subject, seed);
    RandomStream random = script.random();
    for (int round = 0; round < 2; round++) {
      int unheard = random.nextInt(3);
      int otherwise = (unheard + 1 + random.nextInt(2)) % 3;
      script
          .breaks(new Broken("operator", MEMBERS.get(unheard)), 900)
          .breaks(new Broken("rival", MEMBERS.get(otherwise)), 900)
          .act(new Write("alice", 1 + random.nextInt(3)))
          .pass(0, 4)
          .act(promotion())
          .pass(0, 4)
          .act(new Promote("rival", Duration.ofMillis(1)))
          .pass(900, 1000);
    }
    return script.of(3);
  }

  /**
   * First cyrene is out of the in-sync set, then byzantium is silent while cyrene comes back: for a
   * moment athens alone is in sync. It crashes about then, perhaps twice, and one of the others could
   * be promoted.
   */
  static Schedule aloneInSync(Subject subject, long seed) {
    Script script = new Script(subject, seed);
    RandomStream random = script.random();
    Duration least = Duration.ofMillis(5);
    Duration most = Duration.ofMillis(25);
    script
        .breaks(new Delay(new Traffic("athens", "cyrene", ""), least, most, 0))
        .breaks(new Delay(new Traffic("cyrene", "athens", ""), least, most, 0))
        .act(new Write("alice", 1))
        .pass(10, 50);
    script.breaks(new Isolate("cyrene"), 700).act(promotion()).pass(520, 600);
    script.act(new Write("alice", 1)).pass(100, 180);
    script.breaks(new Isolate("byzantium"), 700).act(promotion()).pass(480, 540);
    script.act(new Write("bob", 1 + random.nextInt(20))).pass(0, 60);
    script.breaks(new Crash("athens", null), random.chance(0.5) ? 1 : 2000).pass(5, 60);
    script.breaks(new Crash("athens", null), 2000).pass(100, 200);
    return script.act(promotion()).pass(1000, 2000).of(3);
  }

  /**
   * Athens alone is in sync and acknowledges; cyrene is back, and of what it is sent much gets lost. The
   * operator switches to QUORUM, and athens crashes about then.
   */
  static Schedule switching(Subject subject, long seed) {
    return switching(subject, seed, Mode.QUORUM);
  }

  /** The same, but the operator switches to ASYNC, which asks for no follower. */
  static Schedule switchingDown(Subject subject, long seed) {
    return switching(subject, seed, Mode.ASYNC);
  }

  private static Schedule switching(Subject subject, long seed, Mode to) {
    Script script = aloneInSyncBeside(subject, seed);
    script.act(new Write("bob", 1 + script.random().nextInt(20))).pass(60, 100);
    script.act(new SwitchTo(to)).pass(5, 60);
    script.breaks(new Crash("athens", null), 2000).pass(300, 500);
    return script.act(promotion()).pass(1000, 1500).of(3);
  }

  /** The same, but much is written while the operator switches, and cyrene's answers take their time. */
  static Schedule switchingBusily(Subject subject, long seed) {
    Script script = aloneInSyncBeside(subject, seed);
    script.breaks(
        new Delay(
            new Traffic("cyrene", "athens", "Flushed"),
            Duration.ofMillis(10),
            Duration.ofMillis(30),
            0),
        1000);
    script.act(new Write("bob", 20)).act(new Write("alice", 20)).pass(0, 20);
    script.act(new SwitchTo(Mode.QUORUM)).pass(20, 90);
    script.breaks(new Crash("athens", null), 2000).pass(300, 500);
    return script.act(promotion()).pass(1000, 1500).of(3);
  }

  private static Script aloneInSyncBeside(Subject subject, long seed) {
    Script script = new Script(subject, seed);
    script.act(new Write("alice", 1)).pass(10, 50);
    script.breaks(new Broken("athens", "cyrene"), 1230).breaks(new Isolate("cyrene"), 650);
    script.act(promotion()).pass(660, 680);
    script.breaks(new Isolate("byzantium"), 1100).act(promotion());
    return script
        .breaks(new Loss(new Traffic("athens", "cyrene", "Append"), 0.9), 1000)
        .pass(575, 600);
  }

  /**
   * Members are away, one at a time, while much is written, and are interrupted when they come back;
   * entries and answers get lost.
   */
  static Schedule farBehind(Subject subject, long seed) {
    Script script = new Script(subject, seed);
    RandomStream random = script.random();
    for (int round = 0; round < 4; round++) {
      String away = random.pick(MEMBERS);
      Fault fault = random.nextBoolean() ? new Crash(away, null) : new Isolate(away);
      script.breaks(fault, random.nextInt(100, 900));
      String other = random.pick(MEMBERS);
      script.breaks(new Loss(new Traffic(other, "", "Append"), 0.3), 700);
      script.breaks(new Loss(new Traffic(other, "", "Done"), 0.3), 700);
      for (int burst = 0; burst < 4; burst++) {
        script.act(new Write("alice", 5)).act(new Write("bob", 5)).pass(20, 80);
      }
      if (random.chance(0.5)) {
        script.act(promotion());
      }
      script.pass(0, 500).breaks(new Crash(random.pick(MEMBERS), null), random.nextInt(1, 100));
      script.pass(0, 500);
    }
    return script.of(MEMBERS.size());
  }

  /**
   * Athens and byzantium are in sync, and athens switches to QUORUM, of which nobody hears. Byzantium
   * crashes while cyrene is back, and then athens crashes, and byzantium is back: by what the others
   * know it may lead.
   */
  static Schedule switchingUnheard(Subject subject, long seed) {
    Script script = new Script(subject, seed);
    script.act(new Write("alice", 1)).pass(10, 50);
    script.breaks(new Crash("cyrene", null), 800).act(promotion()).pass(600, 700);
    script.breaks(new Loss(new Traffic("athens", "", "Configure"), 1), 1500);
    script.act(new SwitchTo(Mode.QUORUM)).pass(20, 60);
    script.breaks(new Crash("byzantium", null), 700).pass(150, 200);
    script.act(new Write("bob", 1 + script.random().nextInt(3))).pass(300, 400);
    script.breaks(new Crash("athens", null), 2500).pass(300, 400);
    return script.act(promotion()).pass(1000, 1500).of(3);
  }

  /**
   * Athens alone has an entry of epoch 1, byzantium alone one of epoch 2. Athens leads again and
   * copies its entry to cyrene; both crash when athens has committed it; byzantium comes back.
   */
  static Schedule figureEight(Subject subject, long seed) {
    Script script = new Script(subject, seed);
    script
        .breaks(
            new Partition(
                List.of(List.of("athens", "alice"), List.of("byzantium", "cyrene", "operator"))),
            620)
        .breaks(new OneWay(List.of("byzantium"), List.of("cyrene")), 620)
        .act(new Write("alice", 1))
        .pass(1, 20)
        .act(promotion())
        .pass(600, 615)
        .breaks(new Crash("byzantium", null), 1250)
        .breaks(new SlowDisk("cyrene", Duration.ofMillis(80)), 900)
        .pass(20, 30)
        .act(promotion())
        .pass(675, 745);
    return script
        .breaks(new Crash("athens", null))
        .pass(0, 1)
        .breaks(new Crash("cyrene", null), 450)
        .pass(500, 600)
        .act(promotion())
        .pass(1000, 1500)
        .of(3);
  }

  private static Promote promotion() {
    return new Promote("operator", Duration.ofMillis(1));
  }
}
