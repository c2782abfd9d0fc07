package dev.understudy.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.Step.Break;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.Bridge;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.cluster.fault.Fault.Flapping;
import dev.understudy.cluster.fault.Fault.MajoritiesRing;
import dev.understudy.cluster.fault.Fault.OneWay;
import dev.understudy.cluster.fault.Fault.Partition;
import dev.understudy.cluster.fault.Fault.RegionLoss;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SwarmTest {
  private static final Subject SUBJECT = new KeeperSubject(Keeper::new);
  private static final List<Schedule> SCHEDULES =
      LongStream.rangeClosed(1, 500).mapToObj(seed -> Swarm.draw(SUBJECT, seed)).toList();

  private static Set<String> kinds(Schedule schedule) {
    return schedule.steps().stream()
        .filter(Break.class::isInstance)
        .map(step -> ((Break) step).fault().getClass().getSimpleName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  @DisplayName("The same seed draws the same schedule, another seed another one")
  void repeats() {
    assertThat(Swarm.draw(SUBJECT, 7)).isEqualTo(SCHEDULES.get(6));
    assertThat(SCHEDULES).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("Every kind that the promise covers is drawn by some seed, and no other one")
  void drawsEveryKind() {
    Set<String> drawn = new TreeSet<>();
    SCHEDULES.forEach(schedule -> drawn.addAll(kinds(schedule)));
    assertThat(drawn)
        .containsExactlyInAnyOrderElementsOf(
            SUBJECT.budget().kinds().stream().map(Class::getSimpleName).toList());
    assertThat(drawn).hasSize(Fault.class.getPermittedSubclasses().length - 2);
  }

  @Test
  @DisplayName("One node alone meets every kind but those that take two sides")
  void drawsForOneNode() {
    Subject lonely = new ForwardingSubject(SUBJECT) {
      @Override
      public List<Integer> sizes() {
        return List.of(1);
      }

      @Override
      public List<String> bystanders() {
        return List.of();
      }
    };
    Set<String> drawn = new TreeSet<>();
    for (long seed = 1; seed <= 500; seed++) {
      drawn.addAll(kinds(Swarm.draw(lonely, seed)));
    }
    assertThat(drawn)
        .doesNotContain("Partition", "OneWay", "Broken", "Flapping", "RegionLoss", "Bridge")
        .contains("Crash", "Isolate", "Loss", "SlowDisk", "Failpoint", "Step")
        .hasSize(Fault.class.getPermittedSubclasses().length - 9);
  }

  @Test
  @DisplayName("Each seed has kinds of its own: some runs have few of them, some many")
  void swarms() {
    assertThat(SCHEDULES).anyMatch(schedule -> kinds(schedule).size() == 1);
    assertThat(SCHEDULES).anyMatch(schedule -> kinds(schedule).size() > 12);
    assertThat(SCHEDULES).noneMatch(schedule -> kinds(schedule).isEmpty());
  }

  @Test
  @DisplayName("Some runs stay broken for good, and always less than half of the nodes")
  void staysBroken() {
    for (Schedule schedule : SCHEDULES) {
      assertThat(2 * schedule.core().size()).isGreaterThan(schedule.nodes().size());
    }
    assertThat(SCHEDULES).anyMatch(schedule -> schedule.forGood().isEmpty());
    assertThat(SCHEDULES).anyMatch(schedule -> schedule.forGood().size() == 2);
  }

  @Test
  @DisplayName("Never more than a minority of the disks is lost or rotten")
  void keepsDisks() {
    Subject careless = new Careless();
    long most = 0;
    for (long seed = 1; seed <= 300; seed++) {
      Schedule schedule = Swarm.draw(careless, seed);
      long disks = schedule.faults().stream()
          .filter(fault -> fault instanceof DiskLost || fault instanceof BitRot)
          .map(fault -> fault.nodes().get(0))
          .distinct()
          .count();
      assertThat(2 * disks).as("seed " + seed).isLessThan(schedule.nodes().size());
      most = Math.max(most, disks);
    }
    assertThat(most).isEqualTo(2);
  }

  @Test
  @DisplayName("A lone member is cut off from those who stand beside it")
  void lone() {
    Subject lone = new Careless() {
      @Override
      public List<Integer> sizes() {
        return List.of(1);
      }
    };
    Set<Class<?>> kinds = new LinkedHashSet<>();
    for (long seed = 1; seed <= 300; seed++) {
      for (Fault fault : Swarm.draw(lone, seed).faults()) {
        kinds.add(fault.getClass());
        if (fault instanceof Partition || fault instanceof OneWay) {
          assertThat(fault.nodes()).as("seed " + seed).containsOnly("athens", "alice");
        }
      }
    }
    assertThat(kinds)
        .contains(Crash.class, Partition.class, OneWay.class, Flapping.class, RegionLoss.class)
        .doesNotContain(Bridge.class, MajoritiesRing.class);
  }

  /** A subject whose budget has every kind. */
  private static class Careless extends ForwardingSubject {
    Careless() {
      super(SUBJECT);
    }

    @Override
    public Budget budget() {
      return Budget.all();
    }
  }
}
