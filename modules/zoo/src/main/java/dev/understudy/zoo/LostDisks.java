package dev.understudy.zoo;

import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.fault.Fault.Broken;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.fault.Fault.Delay;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.cluster.fault.Fault.Isolate;
import dev.understudy.cluster.fault.Fault.OneWay;
import dev.understudy.cluster.fault.Fault.Partition;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.replication.chaos.ReplicationAct.Promote;
import dev.understudy.replication.chaos.ReplicationAct.Write;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.List;

/** Schedules in which cyrene loses its disk when most depends on it. */
final class LostDisks {
  private LostDisks() {}

  /** Only athens and cyrene hold a write; athens crashes, and cyrene comes back empty. */
  static Schedule held(Subject subject, long seed) {
    Script script = new Script(subject, seed);
    RandomStream random = script.random();
    script.act(new Write("alice", 1)).pass(10, 50);
    script.breaks(new Isolate("byzantium"), 300);
    script.act(new Write("bob", 1 + random.nextInt(3))).pass(20, 100);
    script.breaks(new DiskLost("cyrene"), 1 + random.nextInt(30));
    script.breaks(new Crash("athens", null), 2500).pass(300, 400);
    return script.act(promotion()).pass(1000, 2000).of(3);
  }

  /**
   * Byzantium leads epoch 2 with cyrene, and athens has not heard of it; then cyrene, empty, reaches
   * athens alone.
   */
  static Schedule promised(Subject subject, long seed) {
    Script script = new Script(subject, seed);
    script.act(new Write("alice", 1)).pass(10, 50);
    script.breaks(
        new Partition(
            List.of(List.of("athens", "alice"), List.of("byzantium", "cyrene", "operator", "bob"))),
        660);
    script.act(promotion()).pass(560, 600);
    script.act(new Write("bob", 1)).pass(10, 40);
    script.breaks(new Isolate("byzantium"), 800);
    script.breaks(new DiskLost("cyrene"), 1 + script.random().nextInt(30)).pass(150, 300);
    script.act(new Write("alice", 1 + script.random().nextInt(3))).pass(500, 600);
    return script.pass(1000, 1500).of(3);
  }

  /**
   * Cyrene, which lags, promises epoch 2 to the operator, loses its disk, and is told by both others,
   * who have promised nothing yet, to obey epoch 1. Athens leads that, and copies to cyrene alone; then
   * byzantium promises epoch 2 too.
   */
  static Schedule promisedBefore(Subject subject, long seed) {
    Script script = new Script(subject, seed);
    script.act(new Write("alice", 1)).pass(60, 90);
    script.breaks(new OneWay(List.of("athens"), List.of("cyrene")), 45);
    script.act(new Write("alice", 1)).pass(25, 30);
    script.breaks(new OneWay(List.of("athens"), List.of("byzantium")), 1500);
    script.breaks(new Broken("operator", "athens"), 1500);
    Duration late = Duration.ofMillis(350);
    script.breaks(
        new Delay(new Traffic("operator", "byzantium", "Survey"), late, late.plusMillis(50), 0),
        100);
    script.act(promotion()).pass(8, 12);
    script.breaks(new DiskLost("cyrene"), 3 + script.random().nextInt(5)).pass(150, 220);
    script.act(new Write("bob", 1 + script.random().nextInt(3))).pass(600, 700);
    return script.pass(1000, 1500).of(3);
  }

  private static Promote promotion() {
    return new Promote("operator", Duration.ofMillis(1));
  }
}
