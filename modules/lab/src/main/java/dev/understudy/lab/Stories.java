package dev.understudy.lab;

import dev.understudy.backup.Schedule;
import dev.understudy.backup.ScheduleDrill;
import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Swarm;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.recovery.RestoreDrill;
import dev.understudy.replication.Failure;
import dev.understudy.replication.Mode;
import dev.understudy.replication.ReplicationDrill;
import dev.understudy.replication.Victim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everything that the project plays in virtual time, under one name each. */
final class Stories {
  private static final Trace NO_TRACE = new Trace(0, List.of(), 0);
  private static final long LITTLE_DATA =
      256 << 10; // a restore drill is about time, not about size

  private Stories() {}

  /** The scenarios, every kind of drill, and every subject of chaos. */
  static List<Story> of(List<Scenario> scenarios) {
    List<Story> stories = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      stories.add(new Story(scenario.name(), seed -> {
        Scenario.Run run = scenario.run(seed);
        return new Story.Told(run.trace(), run.verdict().toString());
      }));
    }
    for (Mode mode : Mode.values()) {
      for (Failure failure : Failure.values()) {
        for (Victim victim : Victim.values()) {
          stories.add(drill(mode, failure, victim));
        }
      }
    }
    Subjects.all()
        .forEach(subject ->
            stories.add(new Story("chaos-" + subject.name(), seed -> chaos(subject, seed))));
    stories.add(new Story("restore-drill", Stories::restoreDrill));
    stories.add(new Story("schedule-drill", Stories::scheduleDrill));
    return List.copyOf(stories);
  }

  private static Story.Told chaos(Subject subject, long seed) {
    ChaosRun.Result result = ChaosRun.of(subject, Swarm.draw(subject, seed));
    return new Story.Told(
        result.trace(), result.violation() + " " + result.faults() + " " + result.sometimes());
  }

  private static Story drill(Mode mode, Failure failure, Victim victim) {
    ReplicationDrill drill = new ReplicationDrill(mode, failure, victim);
    String name = String.join(
        "-", "drill", DrillTask.word(mode), DrillTask.word(failure), DrillTask.word(victim));
    return new Story(name, seed -> new Story.Told(drill.trace(seed), ""));
  }

  private static Story.Told restoreDrill(long seed) {
    RestoreDrill.Setting setting = RestoreDrill.Setting.ofBytes(LITTLE_DATA);
    return new Story.Told(NO_TRACE, RestoreDrill.run(setting, seed).toString());
  }

  private static Story.Told scheduleDrill(long seed) {
    Schedule schedule = Schedule.weeklyAndDaily().withLogEvery(Duration.ofHours(1));
    return new Story.Told(
        NO_TRACE,
        ScheduleDrill.run(schedule, seed, Duration.ofDays(7), Duration.ofMinutes(30), 6)
            .disasters()
            .toString());
  }
}
