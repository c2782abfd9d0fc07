package dev.understudy.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chaos.Step.Break;
import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.Bridge;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.fault.Fault.Delay;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.cluster.fault.Fault.Duplication;
import dev.understudy.cluster.fault.Fault.Flapping;
import dev.understudy.cluster.fault.Fault.Loss;
import dev.understudy.cluster.fault.Fault.MajoritiesRing;
import dev.understudy.cluster.fault.Fault.OneWay;
import dev.understudy.cluster.fault.Fault.Partition;
import dev.understudy.cluster.fault.Fault.RegionLoss;
import dev.understudy.cluster.fault.Fault.Reordering;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
  @DisplayName("The order in which kinds and types of message are listed plays no part")
  void drawsByName() {
    Subject listed =
        listing(Request.class, Done.class, NotLeader.class, Rejected.class, Busy.class);
    Subject reversed =
        listing(Busy.class, Rejected.class, NotLeader.class, Done.class, Request.class);
    List<Class<? extends Fault>> kinds = new ArrayList<>(SUBJECT.budget().kinds());
    Collections.reverse(kinds);
    for (long seed = 1; seed <= 50; seed++) {
      assertThat(Swarm.draw(reversed, kinds, seed))
          .as("seed " + seed)
          .isEqualTo(Swarm.draw(listed, seed))
          .isEqualTo(Swarm.draw(SUBJECT, seed));
    }
  }

  private static Subject listing(Class<?>... messages) {
    return new ForwardingSubject(SUBJECT) {
      @Override
      public List<Class<?>> messages() {
        return List.of(messages);
      }
    };
  }

  @Test
  @DisplayName(
      "Each fault of messages hits all types or one, and every type that the subject names")
  void drawsTypes() {
    Map<Class<?>, Set<String>> types = new LinkedHashMap<>();
    for (Schedule schedule : SCHEDULES) {
      for (Fault fault : schedule.faults()) {
        types
            .computeIfAbsent(fault.getClass(), kind -> new TreeSet<>())
            .add(MessageTypes.only(fault));
      }
    }
    for (Class<?> kind : List.of(Loss.class, Duplication.class, Reordering.class, Delay.class)) {
      assertThat(types.remove(kind))
          .as(kind.getSimpleName())
          .containsExactly("", "Busy", "Done", "NotLeader", "Rejected", "Request");
    }
    assertThat(types.values()).allMatch(Set.of("")::equals);
  }

  @Test
  @DisplayName("A subject that names no messages meets faults of all types together only")
  void drawsNoType() {
    for (long seed = 1; seed <= 200; seed++) {
      assertThat(Swarm.draw(listing(), seed).faults())
          .as("seed " + seed)
          .allMatch(fault -> MessageTypes.only(fault).isEmpty());
    }
  }

  @Test
  @DisplayName("What is neither a record nor sealed is refused as a type of message")
  void refusesOtherMessages() {
    assertThatThrownBy(() -> Swarm.draw(listing(String.class), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("records")
        .hasMessageContaining("java.lang.String");
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
