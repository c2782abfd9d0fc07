package dev.understudy.cluster.fault;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.fault.Fault.Point;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {
  private static Arguments refused(String words, Supplier<Fault> fault) {
    return Arguments.of(words, fault);
  }

  static Stream<Arguments> refused() {
    Fault alone = new Fault.Isolate("a");
    return Stream.of(
        refused("needs the name of a node but got ''", () -> new Fault.Crash("", null)),
        refused("needs the name of a node but got 'null'", () -> new Fault.Pause(null)),
        refused(
            "down is at least a millisecond but is PT0S",
            () -> new Fault.CrashLoop("a", ofMillis(1), ZERO)),
        refused(
            "a fault needs its 'up', which is missing",
            () -> new Fault.CrashLoop("a", null, ofMillis(1))),
        refused("nth counts from 1 but is 0", () -> new Fault.Failpoint("a", Point.AFTER_SEND, 0)),
        refused("needs its 'point'", () -> new Fault.Failpoint("a", null, 1)),
        refused(
            "perEvent is at least a millisecond but is PT0.000000005S",
            () -> new Fault.Slow("a", ofNanos(5))),
        refused(
            "eventsPerSecond is 1 to 100000 but is -1",
            () -> new Fault.Overload("a", -1, ofMillis(1))),
        refused(
            "perEvent is longer than nothing but is PT-0.001S",
            () -> new Fault.Overload("a", 1, ofMillis(-1))),
        refused("between 0.01 and 100 (1 is right) but is 0.0", () -> new Fault.Drift("a", 0)),
        refused("but is NaN", () -> new Fault.Drift("a", Double.NaN)),
        refused(
            "at most 10000 days but shall be by PT-",
            () -> new Fault.Step("a", java.time.Duration.ofDays(-10_001))),
        refused("needs its 'by'", () -> new Fault.Skew("a", null)),
        refused(
            "at least 2 groups but got 1: [[a]]", () -> new Fault.Partition(List.of(List.of("a")))),
        refused(
            "each group names at least one node but is empty",
            () -> new Fault.Partition(List.of(List.of("a"), List.of()))),
        refused(
            "'a' stands twice in [[a], [b, a]]: a node has one place",
            () -> new Fault.Partition(List.of(List.of("a"), List.of("b", "a")))),
        refused("needs its 'groups'", () -> new Fault.Partition(null)),
        refused(
            "from names at least one node but is empty",
            () -> new Fault.OneWay(List.of(), List.of("a"))),
        refused("'a' stands twice", () -> new Fault.Broken("a", "a")),
        refused("'b' stands twice", () -> new Fault.Bridge(List.of("a", "b"), "b", List.of("c"))),
        refused(
            "of 3 nodes each reaches all its neighbours: a ring needs at least 4",
            () -> new Fault.MajoritiesRing(List.of("a", "b", "c"))),
        refused("region names at least one node", () -> new Fault.RegionLoss(List.of(), true)),
        refused(
            "only a fault of the network can flap",
            () -> new Fault.Flapping(new Fault.Pause("a"), ofMillis(1), ofMillis(1))),
        refused(
            "no flapping itself",
            () -> new Fault.Flapping(
                new Fault.Flapping(alone, ofMillis(1), ofMillis(1)), ofMillis(1), ofMillis(1))),
        refused(
            "away is at least a millisecond", () -> new Fault.Flapping(alone, ofMillis(1), ZERO)),
        refused(
            "a probability lies between 0 and 1 but is 1.5",
            () -> new Fault.Loss(Traffic.ALL, 1.5)),
        refused(
            "a probability lies between 0 and 1 but is -0.1",
            () -> new Fault.Duplication(Traffic.ALL, -0.1)),
        refused("needs its 'of'", () -> new Fault.Reordering(null)),
        refused("needs its 'type'", () -> new Fault.Reordering(new Traffic("", "", null))),
        refused(
            "least <= most, but got PT0.002S to PT0.001S",
            () -> new Fault.Delay(Traffic.ALL, ofMillis(2), ofMillis(1), 0)),
        refused(
            "heavyTail: a probability lies between 0 and 1",
            () -> new Fault.Delay(Traffic.ALL, ofMillis(1), ofMillis(1), 2)),
        refused("bytesLeft is 0 or more but is -1", () -> new Fault.DiskFull("a", -1)),
        refused("perSync is at least a millisecond", () -> new Fault.SlowDisk("a", ZERO)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  @DisplayName("What no fault can be made of is refused in words")
  void wrongParameters(String words, Supplier<Fault> fault) {
    assertThatThrownBy(fault::get)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  @DisplayName("A fault says in words what it is, and names each node once")
  void words() {
    Fault flapping = new Fault.Flapping(
        new Fault.Partition(List.of(List.of("a", "b"), List.of("c"))), ofMillis(5), ofMillis(7));
    assertThat(flapping.text()).isEqualTo("partition: a b | c, there for 5 ms, away for 7 ms");
    assertThat(flapping.nodes()).containsExactly("a", "b", "c");
    assertThat(new Fault.Loss(new Traffic("a", "a", "Ballot"), 0.25).text())
        .isEqualTo("25 % of all messages (of type Ballot from a to a)");
    assertThat(new Fault.Loss(new Traffic("a", "a", ""), 0.25).nodes()).containsExactly("a");
    assertThat(new Fault.Failpoint("a", Point.AFTER_FLUSH, 3).text())
        .isEqualTo("a crashes after flush number 3");
    assertThat(new Fault.Overload("a", 10, ofNanos(1500)).text())
        .isEqualTo("a 10 foreign events a second, 1 us each");
    assertThat(FaultKind.SLOW_DISK.words()).isEqualTo("slow disk");
  }

  @Test
  @DisplayName("Groups that change afterwards change no fault")
  void immutable() {
    List<String> group = new ArrayList<>(List.of("a"));
    Fault.Partition partition = new Fault.Partition(List.of(group, List.of("c")));
    group.add("b");
    assertThat(partition.groups()).containsExactly(List.of("a"), List.of("c"));
  }
}
