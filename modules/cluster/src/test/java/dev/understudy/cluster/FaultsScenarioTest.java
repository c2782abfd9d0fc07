package dev.understudy.cluster;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.FaultCases.Case;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.Point;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.TraceEvent.FaultBegan;
import dev.understudy.cluster.trace.TraceEvent.FaultEnded;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import dev.understudy.sim.RandomStream;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsScenarioTest {
  static List<Case> cases() {
    return FaultCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("A fault does what it says, from its begin to its end, and the trace shows both")
  void everyFault(Case one) {
    try (FaultStage stage = new FaultStage(1)) {
      assertThat(stage.keeps("athens")).isTrue();
      assertThat(one.shows().test(stage)).as("before").isFalse();
      long number = stage.cluster.begin(one.fault());
      assertThat(one.shows().test(stage)).as("while it lasts").isTrue();
      stage.cluster.end(number);
      stage.cluster.runFor(ofSeconds(4));
      if (hasEnd(one.fault())) {
        assertThat(one.shows().test(stage)).as("afterwards").isFalse();
        FaultStage.NAMES.forEach(name -> assertThat(stage.keeps(name)).as(name).isTrue());
      }
      assertThat(stage.cluster.trace().events())
          .filteredOn(event -> event instanceof FaultBegan began && began.fault() == number)
          .singleElement()
          .matches(event -> ((FaultBegan) event).kind() == one.fault().kind())
          .matches(event -> ((FaultBegan) event).detail().equals(one.fault().text()));
      assertThat(stage.cluster.trace().events())
          .filteredOn(event -> event instanceof FaultEnded ended && ended.fault() == number)
          .hasSize(1);
    }
  }

  private static boolean hasEnd(Fault fault) {
    return !(fault instanceof Fault.Step || fault instanceof Fault.BitRot);
  }

  @Test
  @DisplayName("No kind of fault is forgotten here, and each is of a kind of its own in the trace")
  void allKinds() {
    assertThat(cases())
        .extracting(each -> (Object) each.fault().getClass())
        .containsAll(Arrays.asList(Fault.class.getPermittedSubclasses()));
    assertThat(cases())
        .extracting(each -> each.fault().kind())
        .containsAll(Arrays.asList(FaultKind.values()));
  }

  @Test
  @DisplayName("The disk that was lost comes back empty, and its node with it")
  void lostDisk() {
    try (FaultStage stage = new FaultStage(1)) {
      stage.keeps("athens");
      stage.end(stage.cluster.begin(new Fault.DiskLost("athens")));
      assertThat(stage.answers("athens")).isTrue();
      assertThat(stage.log("athens")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  @DisplayName("A node that crashes between save and send has kept what nobody was told of")
  void betweenSaveAndSend(int nth) {
    try (FaultStage stage = new FaultStage(nth)) {
      long number = stage.cluster.begin(new Fault.Failpoint("athens", Point.AFTER_FLUSH, nth));
      for (int i = 1; i < nth; i++) {
        assertThat(stage.keeps("athens")).isTrue();
      }
      assertThat(stage.keeps("athens")).isFalse();
      stage.end(number);
      assertThat(stage.answers("athens")).isTrue();
      assertThat(stage.log("athens")).as("durable, and never said").hasSize(nth);
    }
  }

  @Test
  @DisplayName("A node that crashes before it saves has nothing, and says nothing")
  void beforeSave() {
    try (FaultStage stage = new FaultStage(1)) {
      long number = stage.cluster.begin(new Fault.Failpoint("athens", Point.BEFORE_SAVE, 1));
      assertThat(stage.keeps("athens")).isFalse();
      stage.end(number);
      assertThat(stage.answers("athens")).isTrue();
      assertThat(stage.log("athens")).isEmpty();
    }
  }

  @Test
  @DisplayName("Of two partitions each cuts, and each ends alone; healing ends all")
  void twoPartitions() {
    try (FaultStage stage = new FaultStage(1)) {
      long one = stage.cluster.begin(new Fault.Broken("athens", "delphi"));
      long other = stage.cluster.begin(
          new Fault.Partition(List.of(List.of("athens"), List.of("delphi"), List.of("cyrene"))));
      assertThat(stage.lost()).hasSize(6);
      stage.cluster.end(other);
      assertThat(stage.lost()).containsExactly("athens>delphi", "delphi>athens");
      stage.cluster.end(other);
      assertThat(stage.lost()).hasSize(2);
      stage.cluster.begin(new Fault.Loss(Traffic.ALL, 1));
      long flapping = stage.cluster.begin(
          new Fault.Flapping(new Fault.Isolate("cyrene"), ofMillis(10), ofMillis(10)));
      stage.cluster.heal();
      assertThat(stage.lost()).isEmpty();
      stage.cluster.end(one);
      stage.cluster.end(flapping);
      assertThat(stage.lost()).isEmpty();
    }
  }

  @Test
  @DisplayName("What several faults do to one node adds up")
  void twoOfAKind() {
    try (FaultStage stage = new FaultStage(1)) {
      Cluster cluster = stage.cluster;
      long pause = cluster.begin(new Fault.Pause("athens"));
      cluster.end(cluster.begin(new Fault.Pause("athens")));
      assertThat(stage.answers("athens")).isFalse();
      cluster.end(pause);
      assertThat(stage.answers("athens")).isTrue();
      long skew = cluster.begin(new Fault.Skew("athens", ofSeconds(5)));
      cluster.begin(new Fault.Skew("athens", ofSeconds(-2)));
      assertThat(stage.ahead()).isEqualTo(ofSeconds(3));
      cluster.end(skew);
      assertThat(stage.ahead()).isEqualTo(ofSeconds(-2));
      cluster.begin(new Fault.Drift("athens", 3));
      cluster.begin(new Fault.Drift("athens", 0.5));
      assertThat(stage.gains()).isEqualTo(ofMillis(500));
    }
  }

  @Test
  @DisplayName("Clocks that several faults make absurdly fast or slow run as fast as clocks can")
  void absurdClocks() {
    try (FaultStage stage = new FaultStage(1)) {
      stage.cluster.begin(new Fault.Drift("athens", 100));
      long other = stage.cluster.begin(new Fault.Drift("athens", 100));
      assertThat(stage.gains()).isEqualTo(ofSeconds(499));
      stage.cluster.end(other);
      assertThat(stage.gains()).isEqualTo(ofSeconds(99));
    }
  }

  @Test
  @DisplayName("Of two faults of one disk the other one stays when one ends, and both go with it")
  void twoOfADisk() {
    try (FaultStage stage = new FaultStage(1)) {
      Cluster cluster = stage.cluster;
      stage.keeps("athens");
      cluster.begin(new Fault.DiskFull("athens", 10));
      stage.end(cluster.begin(new Fault.DiskFull("athens", 0)));
      assertThat(stage.keeps("athens")).as("the other one has ten bytes").isFalse();
      cluster.begin(new Fault.SyncFails("byzantium"));
      stage.end(cluster.begin(new Fault.SyncFails("byzantium")));
      assertThat(stage.keeps("byzantium")).as("the other one waits").isFalse();
      long slow = cluster.begin(new Fault.SlowDisk("cyrene", ofMillis(100)));
      cluster.begin(new Fault.SlowDisk("cyrene", ofMillis(100)));
      assertThat(stage.keepingTakes("cyrene")).isGreaterThan(ofMillis(200));
      cluster.end(slow);
      assertThat(stage.keepingTakes("cyrene")).isBetween(ofMillis(100), ofMillis(200));
      for (String name : List.of("athens", "byzantium", "cyrene")) {
        stage.end(cluster.begin(new Fault.DiskLost(name)));
        assertThat(stage.keepingTakes(name)).as(name).isLessThan(ofMillis(20));
        assertThat(stage.keeps(name)).as(name).isTrue();
      }
      assertThat(running(cluster)).isEmpty();
    }
  }

  /** The kinds of the faults that have not ended in the trace. */
  private static List<FaultKind> running(Cluster cluster) {
    TreeMap<Long, FaultKind> running = new TreeMap<>();
    for (TraceEvent event : cluster.trace().events()) {
      if (event instanceof FaultBegan began) {
        running.put(began.fault(), began.kind());
      } else if (event instanceof FaultEnded ended) {
        running.remove(ended.fault());
      }
    }
    return List.copyOf(running.values());
  }

  @Test
  @DisplayName(
      "A node is quick and awake after a crash, and a client that crashes is gone for good")
  void lives() {
    try (FaultStage stage = new FaultStage(1)) {
      Cluster cluster = stage.cluster;
      long slow = cluster.begin(new Fault.Slow("athens", ofMillis(200)));
      long pause = cluster.begin(new Fault.Pause("athens"));
      cluster.begin(new Fault.Overload("athens", 10, ofMillis(1)));
      stage.end(cluster.begin(new Fault.Crash("athens", null)));
      assertThat(running(cluster)).isEmpty();
      cluster.begin(new Fault.Slow("athens", ofMillis(20)));
      cluster.end(slow);
      cluster.end(pause);
      assertThat(stage.keepingTakes("athens")).isBetween(ofMillis(20), ofMillis(60));
      stage.end(cluster.begin(new Fault.Crash("prober", null)));
      assertThat(cluster.isRunning("prober")).isFalse();
      assertThat(running(cluster)).containsExactly(FaultKind.SLOW, FaultKind.CRASH);
    }
  }

  @Test
  @DisplayName("A cycle that has ended does not come again")
  void endedCycle() {
    try (FaultStage stage = new FaultStage(1)) {
      Cluster cluster = stage.cluster;
      long loop = cluster.begin(new Fault.CrashLoop("athens", ofMillis(50), ofMillis(50)));
      cluster.begin(new Fault.Flapping(new Fault.Isolate("delphi"), ofMillis(50), ofMillis(50)));
      cluster.runFor(ofMillis(170));
      cluster.end(loop);
      cluster.heal();
      Duration now = cluster.now();
      cluster.runFor(ofSeconds(1));
      assertThat(running(cluster)).isEmpty();
      assertThat(cluster.trace().between(now, cluster.now()).events())
          .noneMatch(FaultBegan.class::isInstance);
    }
  }

  @Test
  @DisplayName("What touches nothing has no number, and what has ended ends no more")
  void total() {
    try (FaultStage stage = new FaultStage(1)) {
      Cluster cluster = stage.cluster;
      long crash = cluster.begin(new Fault.Crash("athens", null));
      assertThat(cluster.begin(new Fault.Crash("athens", null))).isZero();
      assertThat(cluster.begin(new Fault.Pause("athens"))).isZero();
      assertThat(cluster.begin(new Fault.Slow("athens", ofMillis(5)))).isZero();
      assertThat(cluster.begin(new Fault.Overload("athens", 5, ofMillis(5)))).isZero();
      cluster.begin(new Fault.DiskLost("athens"));
      assertThat(cluster.begin(new Fault.BitRot("athens")))
          .as("of an empty disk")
          .isZero();
      List.of(0L, -1L, 77L).forEach(cluster::end);
      cluster.end(crash);
      cluster.end(crash);
      cluster.end(crash);
      assertThat(stage.answers("athens")).isTrue();
      cluster.crash("prober");
    }
  }

  @Test
  @DisplayName("Whatever happens to a node while it starts, it starts, and hears of it afterwards")
  void whileStarting() {
    try (FaultStage stage = new FaultStage(1)) {
      Cluster cluster = stage.cluster;
      stage.keeps("athens");
      cluster.end(cluster.begin(new Fault.Crash("athens", null)));
      assertThat(cluster.isRunning("athens")).isFalse();
      assertThatThrownBy(() -> cluster.state("athens", Probe.State.class))
          .hasMessageContaining("'athens' has not started");
      Probe athens = (Probe) cluster.nodeOf("athens");
      athens.tell("byzantium", 7, 7);
      long slow = cluster.begin(new Fault.Slow("athens", ofMillis(20)));
      long pause = cluster.begin(new Fault.Pause("athens"));
      cluster.end(pause);
      cluster.runFor(ofNanos(1));
      Future<Void> asked = athens.tell("byzantium", 8, 8);
      assertThat(athens.log).as("not yet loaded").isEmpty();
      cluster.await(asked);
      assertThat(athens.log).as("loaded before anything else").hasSize(1);
      cluster.end(slow);
      assertThat(stage.answers("athens")).isTrue();
      assertThat(stage.log("byzantium")).as("nobody heard the first one").containsExactly(8L);
    }
  }

  @Test
  @DisplayName("A node that cannot start for another reason than its disk fails the run")
  void brokenStart() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(
          new Supplier<Probe>() {
            private int lives;

            @Override
            public Probe get() {
              return lives++ == 0 ? new Probe() : new Mute();
            }
          },
          "athens");
      cluster.end(cluster.begin(new Fault.Crash("athens", null)));
      assertThatThrownBy(() -> cluster.runFor(ofMillis(50)))
          .hasMessageContaining("'athens' does not start")
          .rootCause()
          .hasMessageContaining("no handler for Keep");
    }
  }

  private static final class Mute extends Probe {
    @Override
    protected Handlers handlers() {
      return Handlers.of(Message.class);
    }
  }

  /** Any faults in any order, each ended at some time, or never begun, or ended twice. */
  private static long anyOrder(long seed) {
    RandomStream random = new RandomStream(seed, "any order");
    try (FaultStage stage = new FaultStage(seed)) {
      List<Long> numbers = new ArrayList<>(List.of(0L, 99L));
      for (int step = 0; step < 30; step++) {
        if (random.chance(0.7)) {
          Fault fault = random.pick(FaultCases.all()).fault();
          numbers.add(fault instanceof Fault.BitRot ? 0 : stage.cluster.begin(fault));
        } else {
          stage.cluster.end(random.pick(numbers));
        }
        stage.prober.keepAt(random.pick(FaultStage.NAMES), step);
        stage.cluster.runFor(random.nextDuration(ofMillis(1), ofMillis(200)));
      }
      numbers.forEach(stage.cluster::end);
      stage.cluster.runFor(ofSeconds(10));
      FaultStage.NAMES.forEach(
          name -> assertThat(stage.keeps(name)).as(name + ", seed " + seed).isTrue());
      assertThat(stage.lost()).as("seed " + seed).isEmpty();
      return stage.cluster.trace().hash();
    }
  }

  @Test
  @DisplayName("No order of begins and ends is wrong, and when all have ended all is well")
  void anyOrder() {
    for (long seed = 1; seed <= 40; seed++) {
      anyOrder(seed);
    }
  }

  @Test
  @DisplayName("The same seed gives the same faults the same effects")
  void sameSeed() {
    for (long seed = 1; seed <= 5; seed++) {
      assertThat(anyOrder(seed)).as("seed " + seed).isEqualTo(anyOrder(seed));
    }
  }

  @Test
  @DisplayName("Who is not here cannot be hurt, and the message says who is")
  void unknownNames() {
    try (FaultStage stage = new FaultStage(1)) {
      List<Fault> wrong = List.of(
          new Fault.Crash("sparta", null),
          new Fault.Broken("athens", "sparta"),
          new Fault.Loss(new Traffic("sparta", "", ""), 0.5),
          new Fault.Flapping(new Fault.Isolate("sparta"), ofMillis(5), ofMillis(5)));
      for (Fault fault : wrong) {
        assertThatThrownBy(() -> stage.cluster.begin(fault))
            .hasMessage(
                "there is no 'sparta' here, only athens, byzantium, cyrene, delphi, prober");
      }
      assertThat(stage.cluster.trace().events()).noneMatch(FaultBegan.class::isInstance);
    }
  }

  @Test
  @DisplayName("A node whose disk is rotten does not start, says so, and starts with an empty one")
  void rot() {
    int refused = 0;
    for (long seed = 1; seed <= 10; seed++) {
      try (FaultStage stage = new FaultStage(seed)) {
        for (int i = 0; i < 5; i++) {
          stage.keeps("athens");
        }
        long crash = stage.cluster.begin(new Fault.Crash("athens", null));
        stage.cluster.begin(new Fault.BitRot("athens"));
        stage.end(crash);
        if (!stage.cluster.isRunning("athens")) {
          refused++;
          assertThat(stage.cluster.trace().events())
              .anyMatch(event -> event instanceof TraceEvent.Noted note
                  && note.node().equals("athens")
                  && note.remark().startsWith("does not start: "));
          stage.end(stage.cluster.begin(new Fault.DiskLost("athens")));
          assertThat(stage.answers("athens")).as("seed " + seed).isTrue();
        }
      }
    }
    assertThat(refused).isPositive();
  }
}
