package dev.understudy.chaos;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.ChaosRun.Result;
import dev.understudy.chaos.KeeperSubject.KeeperAct;
import dev.understudy.chaos.Step.Act;
import dev.understudy.chaos.Step.Break;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.fault.Fault.DiskFull;
import dev.understudy.cluster.fault.Fault.Isolate;
import dev.understudy.cluster.fault.Fault.Pause;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.TraceEvent.FaultBegan;
import dev.understudy.cluster.trace.TraceEvent.FaultEnded;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChaosRunScenarioTest {
  private static final List<String> NODES = List.of("athens", "byzantium", "cyrene");
  private static final Subject SUBJECT =
      new KeeperSubject(Keeper::new, KeeperSubject.ANSWERED, KeeperSubject.NEVER);

  private static Schedule schedule(List<Fault> forGood, Step... steps) {
    return new Schedule("keeper", 7, NODES, ofMillis(1000), forGood, List.of(steps));
  }

  private static Step ask(long atMillis) {
    return new Act(ofMillis(atMillis), new KeeperAct.Ask(1));
  }

  private static <E extends TraceEvent> List<E> events(Result run, Class<E> type) {
    return run.trace().events().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  @Test
  @DisplayName("A fault begins when its step says, and ends when it has lasted")
  void beginsAndEnds() {
    Result run = ChaosRun.of(
        SUBJECT, schedule(List.of(), new Break(ofMillis(200), new Pause("athens"), ofMillis(300))));
    assertThat(events(run, FaultBegan.class))
        .extracting(fault -> Duration.ofNanos(fault.atNanos()))
        .containsExactly(ofMillis(200));
    assertThat(events(run, FaultEnded.class))
        .extracting(fault -> Duration.ofNanos(fault.atNanos()))
        .containsExactly(ofMillis(500));
    assertThat(run.faults()).hasSize(1).containsEntry("Pause", 1L);
  }

  @Test
  @DisplayName(
      "What has no end of its own ends when all is healed, but not what is broken for good")
  void heals() {
    Result run = ChaosRun.of(
        SUBJECT,
        schedule(
            List.of(new Crash("cyrene", null)),
            new Break(ofMillis(200), new Isolate("athens"), null),
            new Break(ofMillis(300), new Crash("byzantium", null), null),
            new Break(ofMillis(400), new Crash("cyrene", null), null),
            ask(500)));
    List<Long> ended =
        events(run, FaultEnded.class).stream().map(FaultEnded::fault).toList();
    List<FaultBegan> forEver = events(run, FaultBegan.class).stream()
        .filter(fault -> !ended.contains(fault.fault()))
        .toList();
    assertThat(forEver).hasSize(1);
    assertThat(forEver.get(0).nodes()).containsExactly("cyrene");
    assertThat(Duration.ofNanos(forEver.get(0).atNanos())).isEqualTo(ofMillis(1000));
    assertThat(run.violation()).isEmpty();
    assertThat(run.sometimes()).hasSize(1).containsEntry(KeeperSubject.ANSWERED, 1L);
  }

  @Test
  @DisplayName("A node that has stopped over its disk is started again when all is healed")
  void startsWhatStopped() {
    Result run = ChaosRun.of(
        SUBJECT,
        schedule(List.of(), new Break(ofMillis(200), new DiskFull("athens", 0), null), ask(500)));
    assertThat(run.trace().text()).contains("stops: ");
    assertThat(run.violation()).isEmpty();
    assertThat(run.sometimes()).containsEntry(KeeperSubject.ANSWERED, 1L);
  }

  @Test
  @DisplayName("Any part of the steps can be played, and the same part gives the same run")
  void playsAnyPart() {
    for (long seed = 1; seed <= 60; seed++) {
      RandomStream random = new RandomStream(seed, "part");
      Schedule whole = Swarm.draw(SUBJECT, seed);
      Schedule part = whole.withSteps(
          whole.steps().stream().filter(step -> random.chance(0.5)).toList());
      Result run = ChaosRun.of(SUBJECT, part);
      assertThat(run.violation()).as("seed " + seed).isEmpty();
      assertThat(ChaosRun.of(SUBJECT, part)).as("seed " + seed).isEqualTo(run);
    }
  }

  @Test
  @DisplayName("What the code of a node throws is a broken promise too, told by its name")
  void throwing() {
    Subject broken = new KeeperSubject(() -> new Keeper() {
      @Override
      protected void endOfTurn() {
        throw new IllegalStateException("odd");
      }
    });
    Violation violation =
        ChaosRun.of(broken, schedule(List.of(), ask(100))).violation().get();
    assertThat(violation.invariant()).isEqualTo("X IllegalStateException");
    assertThat(violation.words()).contains("no code throws").contains("odd");
  }

  @Test
  @DisplayName(
      "Of runs in which nothing good happened nothing is concluded: what was never seen is told")
  void tellsWhatWasNeverSeen() {
    Batch batch = Batch.of(SUBJECT, 1, 10);
    assertThat(batch.failed()).isEmpty();
    assertThat(batch.seen()).containsKey(KeeperSubject.ANSWERED);
    assertThat(batch.neverSeen()).containsExactly(KeeperSubject.NEVER);
  }
}
