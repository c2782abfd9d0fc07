package dev.understudy.replication.chaos;

import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.Step;
import dev.understudy.chaos.Step.Act;
import dev.understudy.chaos.Step.Break;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.Delay;
import dev.understudy.cluster.fault.Fault.Drift;
import dev.understudy.cluster.fault.Fault.Partition;
import dev.understudy.cluster.fault.Fault.Skew;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.replication.chaos.ReadsAct.Append;
import dev.understudy.replication.chaos.ReadsAct.Promote;
import dev.understudy.replication.chaos.ReadsAct.ReadHere;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Schedules in which people go on reading at a replica that is cut off, or hears everything late, on a
 * clock that is slow or wrong, while others write. A swarm does that too, but seldom.
 */
public final class CutOff {
  private static final List<String> MEMBERS = List.of("athens", "byzantium", "cyrene");

  private final RandomStream random;
  private final List<Step> steps = new ArrayList<>();
  private int millis; // how much of the story is told

  private CutOff(long seed) {
    random = new RandomStream(seed, "cut off");
  }

  /** The schedule of this seed. */
  public static Schedule draw(Subject subject, long seed) {
    CutOff story = new CutOff(seed);
    for (int round = 2 + story.random.nextInt(4); round > 0; round--) {
      story.tellRound();
    }
    return new Schedule(
        subject.name(),
        seed,
        MEMBERS,
        Duration.ofMillis(story.millis + 2000L),
        List.of(),
        story.steps);
  }

  /** Bob reads at cyrene, which hears its leader late but bob at once, while alice writes. */
  public static Schedule late(Subject subject, long seed) {
    CutOff story = new CutOff(seed);
    Duration least = Duration.ofMillis(story.random.nextInt(50, 200));
    story.begin(
        new Delay(new Traffic("athens", "cyrene", ""), least, least.plusMillis(20), 0), 800);
    for (int passed = 100; passed < 700; passed += 55) {
      int early = story.random.nextInt(50);
      story.steps.add(new Act(story.at(passed + early), new Append("alice", 1)));
      Duration mostAge = Duration.ofMillis(story.random.nextInt(50, 400));
      story.steps.add(
          new Act(story.at(passed + story.random.nextInt(50)), new ReadHere("bob", mostAge)));
    }
    return new Schedule(
        subject.name(), seed, MEMBERS, Duration.ofSeconds(1), List.of(), story.steps);
  }

  /** Alice reads at athens, which leads at first, bob at cyrene, and dora below the standby faiyum. */
  private void tellRound() {
    int who = random.nextInt(5);
    boolean isFirst = who < 2;
    String replica = isFirst ? "athens" : who < 4 ? "cyrene" : "faiyum";
    String reader = isFirst ? "alice" : who < 4 ? "bob" : "dora";
    String writer = isFirst ? "bob" : "alice";
    int length = random.nextInt(100, 1500);
    if (random.chance(0.5)) {
      begin(new Drift(replica, 0.5 + random.nextDouble() / 2), length);
    }
    if (random.chance(0.5)) {
      begin(new Skew(replica, Duration.ofMillis(random.nextInt(-9000, 9000))), length);
    }
    begin(random.nextBoolean() ? partition(replica, reader) : delay(replica), length);
    if (isFirst && random.chance(0.8)) {
      steps.add(new Act(at(0), new Promote(Duration.ofMillis(random.nextInt(1, 60)))));
    }
    double others = random.nextBoolean() ? 1 : 0.8;
    for (int passed = 0; passed < length; passed += random.nextInt(5, 100)) {
      steps.add(new Act(at(passed), new Append(random.chance(others) ? writer : reader, 1)));
      Duration mostAge = random.chance(0.8) ? Duration.ofMillis(random.nextInt(20, 1000)) : null;
      steps.add(new Act(at(passed + random.nextInt(5)), new ReadHere(reader, mostAge)));
    }
    millis += random.nextInt(length / 2, length + 100);
  }

  private void begin(Fault fault, int length) {
    steps.add(new Break(at(random.nextInt(20)), fault, Duration.ofMillis(length)));
  }

  private Duration at(int later) {
    return Duration.ofMillis(millis + later);
  }

  private static Partition partition(String replica, String reader) {
    List<String> rest = new ArrayList<>(MEMBERS);
    rest.addAll(List.of("operator", "alice", "bob", "carol"));
    rest.removeAll(List.of(replica, reader));
    List<String> alone = new ArrayList<>(List.of(replica, reader, Person.readerOf(reader)));
    if (replica.equals("faiyum")) {
      alone.add("gortyn");
    }
    return new Partition(List.of(alone, rest));
  }

  private Delay delay(String replica) {
    Duration least = Duration.ofMillis(random.nextInt(1, 200));
    return new Delay(new Traffic("", replica, ""), least, least.plusMillis(20), 0);
  }
}
