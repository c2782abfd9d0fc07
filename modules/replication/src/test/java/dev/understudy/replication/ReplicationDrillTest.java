package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.checker.DrillReport;
import dev.understudy.checker.DrillRun;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.replication.zoo.AcknowledgesAlone;
import dev.understudy.replication.zoo.CutsToCommitted;
import dev.understudy.replication.zoo.PromotesStalest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReplicationDrillTest {
  private static final int SEEDS = Integer.getInteger("understudy.drill.seeds", 5);
  private static final int MOST_SEEDS = 300;
  private static final long FIRST_SEED = 170; // any would do: near a find the wait is short

  private static Stream<Arguments> drills() {
    return Stream.of(Mode.values())
        .flatMap(mode -> Stream.of(Failure.values())
            .flatMap(failure ->
                Stream.of(Victim.values()).map(victim -> Arguments.of(mode, failure, victim))));
  }

  @ParameterizedTest
  @MethodSource("drills")
  @DisplayName(
      "Whoever fails in whatever way: the mode keeps its promise, and the cluster recovers")
  void promisesHold(Mode mode, Failure failure, Victim victim) {
    DrillReport report = new ReplicationDrill(mode, failure, victim).runs(1, SEEDS);
    assertThat(report.violations()).isEmpty();
    assertThat(report.notRecovered()).isZero();
    assertThat(report.runs()).hasSize(SEEDS).allMatch(run -> run.acknowledged() > 20);
    boolean mayLose = mode == Mode.ASYNC
        || mode == Mode.SEMI_SYNC && failure == Failure.PARTITION; // it goes on alone, and says so
    if (!mayLose || victim == Victim.FOLLOWER) {
      assertThat(report.lost()).isZero();
      assertThat(report.rpoMillis().max()).hasValue(0);
    }
  }

  @Test
  @DisplayName(
      "R3 Asynchronous: a leader takes acknowledged writes with it, and a cut-off one most")
  void asyncLoses() {
    DrillReport crash = new ReplicationDrill(Mode.ASYNC, Failure.CRASH).runs(1, 12);
    DrillReport partition = new ReplicationDrill(Mode.ASYNC, Failure.PARTITION).runs(1, 12);
    assertThat(crash.runsWithLoss()).isBetween(1L, 11L);
    assertThat(crash.rpoMillis().max().getAsDouble()).isBetween(1.0, 100.0);
    assertThat(partition.runsWithLoss()).isBetween(1L, 11L);
    assertThat(partition.rpoMillis().max().getAsDouble()).isGreaterThan(1000);
    assertThat(partition.lost()).isGreaterThan(10 * crash.lost());
  }

  @Test
  @DisplayName(
      "The operator needs some three seconds, and so does RTO; a lost follower costs nothing")
  void recoveryTime() {
    var leader = new ReplicationDrill(Mode.QUORUM, Failure.CRASH).runs(1, 5).rtoMillis();
    assertThat(leader.values()).allMatch(millis -> millis > 1800 && millis < 15_000);
    var follower = new ReplicationDrill(Mode.QUORUM, Failure.CRASH, Victim.FOLLOWER)
        .runs(1, 10)
        .rtoMillis();
    assertThat(follower.max().getAsDouble()).isLessThan(300);
  }

  enum Twin {
    ACKNOWLEDGES_ALONE(Failure.PARTITION, AcknowledgesAlone::new, Operator::new, "R1"),
    CUTS_TO_COMMITTED(Failure.CRASH, CutsToCommitted::new, Operator::new, "R1"),
    PROMOTES_STALEST(
        Failure.CRASH, () -> new Replica(Mode.QUORUM), PromotesStalest::new, "R1|linearizable");

    private final Failure failure;
    private final Supplier<Replica> replica;
    private final Supplier<Operator> operator;
    private final String words;

    Twin(Failure failure, Supplier<Replica> replica, Supplier<Operator> operator, String words) {
      this.failure = failure;
      this.replica = replica;
      this.operator = operator;
      this.words = words;
    }
  }

  @ParameterizedTest
  @EnumSource(Twin.class)
  @DisplayName(
      "A replica or operator with one rule removed breaks its promise, and the drill says so")
  void brokenTwins(Twin twin) {
    var drill =
        new ReplicationDrill(Mode.QUORUM, twin.failure, Victim.LEADER, twin.replica, twin.operator);
    for (long seed = FIRST_SEED; seed < FIRST_SEED + MOST_SEEDS; seed++) {
      DrillRun run = drill.run(seed);
      if (!run.violations().isEmpty()) {
        assertThat(run.violations().get(0)).startsWith("seed " + seed + ": ");
        assertThat(run.violations().toString()).containsPattern(twin.words);
        return;
      }
    }
    throw new AssertionError(twin + " was not caught by " + MOST_SEEDS + " seeds");
  }

  private static final class NeverSure extends Operator {
    @Override
    protected int answersNeeded(int members) {
      return members + 1;
    }
  }

  @Test
  @DisplayName("A cluster that never recovers is told in words, and has no RTO")
  void neverRecovers() {
    var drill = new ReplicationDrill(
        Mode.QUORUM,
        Failure.PARTITION,
        Victim.LEADER,
        () -> new Replica(Mode.QUORUM),
        NeverSure::new);
    DrillRun run = drill.run(1);
    assertThat(run.isRecovered()).isFalse();
    assertThat(run.violations())
        .singleElement()
        .asString()
        .startsWith("seed 1: the awaited future did not complete within one hour");
    assertThat(run.acknowledged()).isPositive();
  }

  @Test
  @DisplayName("The price of asynchronous replication, presented as quorum, is a broken promise")
  void asyncIsNoQuorum() {
    DrillReport report = new ReplicationDrill(
            Mode.QUORUM, Failure.CRASH, Victim.LEADER, () -> new Replica(Mode.ASYNC), Operator::new)
        .runs(1, 6);
    List<DrillRun> lossy = report.runs().stream().filter(run -> run.lost() > 0).toList();
    assertThat(lossy)
        .isNotEmpty()
        .allSatisfy(run -> assertThat(run.violations().toString())
            .contains(
                "R1 " + run.lost() + " of " + run.acknowledged() + " acknowledged writes are gone")
            .contains("is not linearizable"));
  }

  @Test
  @DisplayName(
      "R3 A loss that the replicas' records do not explain is a broken promise, and so is too little")
  void unexplainedLoss() {
    ReplicationDrill drill = new ReplicationDrill(Mode.ASYNC, Failure.PARTITION);
    DrillRun lossy = LongStream.rangeClosed(1, 20)
        .mapToObj(drill::run)
        .filter(run -> run.lost() > 1)
        .findFirst()
        .orElseThrow();
    Trace trace = drill.trace(lossy.seed());
    assertThat(ReplicationDrill.judgedByLoss(lossy, trace).violations()).isEmpty();
    List<String> lost = lossy.lostKeys();
    List<String> more = new ArrayList<>(lost);
    more.add("toy");
    for (List<String> wrong : List.of(more, lost.subList(1, lost.size()), List.<String>of())) {
      DrillRun other = new DrillRun(
          lossy.seed(),
          lossy.acknowledged(),
          wrong,
          lossy.setAside(),
          lossy.rpo(),
          lossy.rto(),
          lossy.simulated(),
          List.of());
      assertThat(ReplicationDrill.judgedByLoss(other, trace).violations())
          .singleElement()
          .asString()
          .startsWith("seed " + lossy.seed() + ": R3 clients lost " + wrong);
    }
  }

  @Test
  @DisplayName(
      "The log that is read from a trace is the log that the replica has, also after a cut")
  void logFromTrace() {
    boolean isCut = false;
    for (long seed = 1; seed <= 10; seed++) {
      try (Cluster cluster = Cluster.simulated(seed)) {
        new DrillStage(
                cluster,
                seed,
                Mode.ASYNC,
                Failure.PARTITION,
                Victim.LEADER,
                () -> new Replica(Mode.ASYNC),
                Operator::new)
            .play();
        Trace trace = cluster.trace();
        isCut |= trace.text().contains("cuts its entries");
        for (String member : cluster.members()) {
          assertThat(NotReplicated.log(trace, member))
              .as(member + ", seed " + seed)
              .isEqualTo(cluster.state(member, Replica.State.class).log());
        }
      }
    }
    assertThat(isCut).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  @DisplayName("M1 The same seed gives the same run, another one does not")
  void deterministic(Failure failure) {
    ReplicationDrill drill = new ReplicationDrill(Mode.QUORUM, failure);
    assertThat(drill.run(5)).isEqualTo(drill.run(5));
    assertThat(drill.trace(5).hash()).isEqualTo(drill.trace(5).hash());
    assertThat(drill.trace(6).hash()).isNotEqualTo(drill.trace(5).hash());
  }
}
