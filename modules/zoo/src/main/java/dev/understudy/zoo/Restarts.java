package dev.understudy.zoo;

import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.fault.Fault.Loss;
import dev.understudy.cluster.fault.Fault.SlowDisk;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.sim.RandomStream;
import dev.understudy.stateless.StatelessStage;
import dev.understudy.stateless.chaos.StatelessAct.Append;
import java.time.Duration;

/** Schedules in which the lone database crashes again and again, and answers of it get lost. */
final class Restarts {
  private static final String DATABASE = StatelessStage.DATABASE;

  private Restarts() {}

  static Schedule often(Subject subject, long seed) {
    Script script = new Script(subject, seed);
    RandomStream random = script.random();
    script.breaks(new SlowDisk(DATABASE, Duration.ofMillis(1 + random.nextInt(30))));
    if (random.nextBoolean()) {
      script.breaks(new Loss(Traffic.ALL, 0.1 + random.nextDouble() * 0.3));
    }
    for (int round = 2 + random.nextInt(6); round > 0; round--) {
      script
          .act(new Append(random.nextBoolean() ? "alice" : "bob", 1 + random.nextInt(3)))
          .pass(1, random.nextBoolean() ? 20 : 200)
          .breaks(new Crash(DATABASE, null), random.nextInt(1, 200))
          .pass(1, 300);
    }
    return script.of(subject.names().size());
  }
}
