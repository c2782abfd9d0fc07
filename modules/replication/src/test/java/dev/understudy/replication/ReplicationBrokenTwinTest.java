package dev.understudy.replication;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.ChaosRun.Result;
import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.ScheduleFile;
import dev.understudy.chaos.Shrinking;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Swarm;
import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.LastEvents;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.trace.Recorder;
import dev.understudy.replication.chaos.ReplicationSubject;
import dev.understudy.replication.zoo.AcknowledgesAlone;
import dev.understudy.replication.zoo.AcknowledgesBeforeFlush;
import dev.understudy.replication.zoo.AdmitsWhoIsBehind;
import dev.understudy.replication.zoo.CommitsEarlierEpochs;
import dev.understudy.replication.zoo.CutsToCommitted;
import dev.understudy.replication.zoo.ForgetsSessions;
import dev.understudy.replication.zoo.GoesOnSilently;
import dev.understudy.replication.zoo.HalfIsEnough;
import dev.understudy.replication.zoo.IgnoresTheWish;
import dev.understudy.replication.zoo.InstallsHalfASnapshot;
import dev.understudy.replication.zoo.JoinsWithAGap;
import dev.understudy.replication.zoo.KeepsTheSetToItself;
import dev.understudy.replication.zoo.NeverWaitsAgain;
import dev.understudy.replication.zoo.PromisesTwice;
import dev.understudy.replication.zoo.PromotesOutOfSync;
import dev.understudy.replication.zoo.PromotesStalest;
import dev.understudy.replication.zoo.SnapshotsTheUncommitted;
import dev.understudy.replication.zoo.TellsAppliedTooSoon;
import dev.understudy.replication.zoo.TrustsAnEmptyDisk;
import dev.understudy.sim.RandomStream;
import dev.understudy.sim.SimulationFailure;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplicationBrokenTwinTest {
  private static final int MOST_SEEDS = 300;
  private static final int MOST_TRIES = 300;
  private static final int MOST_STEPS = 30; // 2 to 7 were measured, and once 26

  enum Twin {
    ACKNOWLEDGES_ALONE(AcknowledgesAlone::new, Operator::new, "R1|R2"),
    ACKNOWLEDGES_BEFORE_FLUSH(AcknowledgesBeforeFlush::new, Operator::new, "R1|R8"),
    CUTS_TO_COMMITTED(CutsToCommitted::new, Operator::new, "R1"),
    PROMOTES_STALEST(() -> new Replica(Mode.QUORUM), PromotesStalest::new, "R1"),
    PROMISES_TWICE(Mode.QUORUM, PromisesTwice::new, Operator::new, "O1|R1|L", 905),
    HALF_IS_ENOUGH(Mode.QUORUM, () -> new Replica(Mode.QUORUM), HalfIsEnough::new, "R1|O1", 95),
    TRUSTS_AN_EMPTY_DISK(Mode.QUORUM, TrustsAnEmptyDisk::new, Operator::new, "R1|R2|O1", 36),
    IGNORES_THE_WISH(Mode.ASYNC, IgnoresTheWish::new, Operator::new, "R1|R2"),
    TELLS_APPLIED_TOO_SOON(Mode.QUORUM, TellsAppliedTooSoon::new, Operator::new, "R2"),
    GOES_ON_SILENTLY(Mode.SEMI_SYNC, GoesOnSilently::new, Operator::new, "R1|R2", 456),
    NEVER_WAITS_AGAIN(Mode.SEMI_SYNC, NeverWaitsAgain::new, Operator::new, "R1", 190),
    INSTALLS_HALF_A_SNAPSHOT(InstallsHalfASnapshot::new, Operator::new, "R1|R6|R8|L"),
    SNAPSHOTS_THE_UNCOMMITTED(SnapshotsTheUncommitted::new, Operator::new, "S4"),
    FORGETS_SESSIONS(ForgetsSessions::new, Operator::new, "R6|R8"),
    JOINS_WITH_A_GAP(JoinsWithAGap::new, Operator::new, "R4");

    private final ReplicationSubject subject;
    private final String invariant;
    private final long firstSeed; // any would do: near a find the wait is short

    Twin(Supplier<Replica> replica, Supplier<Operator> operator, String invariant) {
      this(Mode.QUORUM, replica, operator, invariant);
    }

    Twin(Mode mode, Supplier<Replica> replica, Supplier<Operator> operator, String invariant) {
      this(mode, replica, operator, invariant, 1);
    }

    Twin(
        Mode mode,
        Supplier<Replica> replica,
        Supplier<Operator> operator,
        String invariant,
        long firstSeed) {
      this.firstSeed = firstSeed;
      subject = new ReplicationSubject("replication-twin", mode, replica, operator);
      this.invariant = invariant;
    }
  }

  @ParameterizedTest
  @EnumSource(Twin.class)
  @DisplayName("A replica or operator with one rule removed is caught by the same chaos, and what"
      + " caught it shrinks to a few steps that replay")
  void caught(Twin twin) {
    for (long seed = twin.firstSeed; seed < twin.firstSeed + MOST_SEEDS; seed++) {
      Result result =
          ChaosRun.of(twin.subject, Swarm.draw(twin.subject, seed), Recorder.Keep.NOTHING);
      if (result.violation().isPresent()) {
        assertThat(result.violation().get().invariant()).matches(twin.invariant);
        replaysShrunk(twin.subject, result);
        return;
      }
    }
    throw new AssertionError(twin + " was not caught by " + MOST_SEEDS + " seeds");
  }

  private static void replaysShrunk(Subject subject, Result failed) {
    Shrinking.Shrunk shrunk = Shrinking.of(subject, failed, MOST_TRIES);
    assertThat(shrunk.schedule().steps()).hasSizeLessThanOrEqualTo(MOST_STEPS);
    ScheduleFile file = new ScheduleFile();
    Schedule read = file.read(file.write(subject, shrunk.schedule()), name -> Optional.of(subject));
    assertThat(ChaosRun.of(subject, read).violation()).hasValue(shrunk.violation());
  }

  enum SyncTwin {
    ADMITS_WHO_IS_BEHIND(AdmitsWhoIsBehind::new, Operator::new),
    KEEPS_THE_SET_TO_ITSELF(KeepsTheSetToItself::new, Operator::new),
    PROMOTES_OUT_OF_SYNC(() -> new Replica(Mode.SYNC), PromotesOutOfSync::new);

    private final Supplier<Replica> replica;
    private final Supplier<Operator> operator;

    SyncTwin(Supplier<Replica> replica, Supplier<Operator> operator) {
      this.replica = replica;
      this.operator = operator;
    }
  }

  @ParameterizedTest
  @EnumSource(SyncTwin.class)
  @DisplayName("R1 Who is lax about the in-sync set loses what the last member in it acknowledged")
  void alone(SyncTwin twin) {
    assertThat(LongStream.rangeClosed(1, 150))
        .anyMatch(seed -> losesWithTheLastInSync(seed, twin.replica, twin.operator.get()));
  }

  @Test
  @DisplayName("R1 Who is not lax about the in-sync set loses nothing when its last member crashes")
  void noneLostAlone() {
    assertThat(LongStream.rangeClosed(1, 60))
        .noneMatch(
            seed -> losesWithTheLastInSync(seed, () -> new Replica(Mode.SYNC), new Operator()));
  }

  /**
   * First cyrene is out of the set, then byzantium is silent while cyrene comes back: for a moment
   * athens alone is in sync. It crashes about then, sometimes once more just after its restart, and
   * the two others could be promoted.
   */
  private static boolean losesWithTheLastInSync(
      long seed, Supplier<Replica> replica, Operator operator) {
    RandomStream random = new RandomStream(seed, "story");
    try (Cluster cluster = Cluster.simulated(seed)) {
      cluster.keep(Recorder.Keep.HASH);
      cluster.start(replica, "athens", "byzantium", "cyrene");
      cluster.network().latency("athens", "cyrene", ofMillis(5), ofMillis(25));
      cluster.join("operator", operator);
      Client alice = cluster.client("alice");
      cluster.await(alice.put("toy", "here"));
      cluster.isolate("cyrene");
      cluster.await(operator.promoteAfter(Duration.ZERO));
      cluster.await(alice.put("toy", "still here"));
      cluster.heal();
      cluster.isolate("byzantium");
      cluster.await(operator.promoteAfter(Duration.ZERO));
      Client bob = cluster.client("bob");
      List<Future<Outcome<String>>> writes =
          IntStream.range(0, 40).mapToObj(i -> bob.put("toy/" + i, "here")).toList();
      cluster.runFor(random.nextDuration(Duration.ZERO, ofMillis(60)));
      cluster.crash("athens");
      if (random.chance(0.5)) {
        cluster.restart("athens");
        cluster.runFor(random.nextDuration(ofMillis(5), ofMillis(60)));
        cluster.crash("athens");
      }
      cluster.heal();
      Future<String> promoted = operator.promoteAfter(Duration.ZERO);
      cluster.runFor(Duration.ofSeconds(2));
      cluster.restart("athens");
      String leader = cluster.await(promoted);
      cluster.await(writes.get(39));
      Map<String, String> content = cluster.state(leader, Replica.State.class).content();
      return IntStream.range(0, 40)
          .filter(i -> writes.get(i).result().isOk())
          .anyMatch(i -> !content.containsKey("toy/" + i));
    } catch (SimulationFailure failure) {
      assertThat(failure).hasMessageContaining("R1");
      return true;
    }
  }

  @Test
  @DisplayName("A broken invariant says its words, the seed, the time and the last events")
  void failureText() {
    Scenario lost = new Scenario("lost", "A leader that acknowledges alone", cluster -> {
      cluster.start(AcknowledgesAlone::new, "athens", "byzantium", "cyrene");
      Operator operator = cluster.join("operator", new Operator());
      Client alice = cluster.client("alice");
      cluster.partition("athens alice", "byzantium cyrene operator");
      cluster.await(alice.put("toy", "here"));
      cluster.await(operator.promoteAfter(Duration.ofMillis(100)));
      cluster.heal();
      try {
        cluster.runFor(Duration.ofSeconds(1));
      } catch (SimulationFailure failure) {
        assertThat(failure.getSuppressed()[0])
            .isInstanceOf(LastEvents.class)
            .hasMessageContaining("byzantium");
        throw failure;
      }
      return new Scenario.Verdict(true, "nothing");
    });
    assertThat(lost.run(7).verdict().seen())
        .contains("R1 what was acknowledged stays")
        .contains("athens must cut entry 2 though 2 were committed")
        .contains("[seed 7, virtual time ");
  }

  /** One entry a message, so that an entry can arrive without the one behind it. */
  private static final class EntryByEntry extends Replica {
    EntryByEntry() {
      super(Mode.QUORUM);
    }

    @Override
    protected int mostEntriesPerAppend() {
      return 1;
    }
  }

  @Test
  @DisplayName(
      "Z1 Who commits an earlier epoch's entry by counting its copies loses it (Raft, figure 8)")
  void figureEight() {
    assertThat(LongStream.rangeClosed(1, 100))
        .anyMatch(seed -> losesInFigureEight(seed, CommitsEarlierEpochs::new))
        .noneMatch(seed -> losesInFigureEight(seed, EntryByEntry::new));
  }

  /**
   * Athens alone has an entry of epoch 1, byzantium alone one of epoch 2. Athens leads again and
   * copies its entry to cyrene; both crash when athens has committed it; byzantium comes back.
   */
  private static boolean losesInFigureEight(long seed, Supplier<Replica> replica) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      cluster.start(replica, "athens", "byzantium", "cyrene");
      Operator operator = cluster.join("operator", new Operator());
      Client alice = cluster.client("alice");
      cluster.partition("athens alice", "byzantium cyrene operator");
      cluster.cut("byzantium", "cyrene");
      alice.put("toy", "here");
      assertThat(cluster.await(operator.promoteAfter(Duration.ofMillis(20))))
          .isEqualTo("byzantium");
      cluster.runFor(Duration.ofMillis(20));
      cluster.crash("byzantium");
      cluster.heal();
      assertThat(cluster.await(operator.promoteAfter(Duration.ofMillis(20)))).isEqualTo("athens");
      while (cluster.state("athens", Replica.State.class).committed() < 2) {
        cluster.runFor(Duration.ofNanos(100_000));
      }
      cluster.crash("athens");
      cluster.crash("cyrene");
      cluster.restart("byzantium");
      cluster.restart("cyrene");
      String leader = cluster.await(operator.promoteAfter(Duration.ofMillis(20)));
      cluster.runFor(Duration.ofSeconds(1));
      return !cluster.state(leader, Replica.State.class).content().containsKey("toy");
    }
  }
}
