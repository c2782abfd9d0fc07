package dev.understudy.replication.reads;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.Scenario;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;
import dev.understudy.replication.Replica;
import dev.understudy.replication.standby.Standby;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadsScenarioTest {
  private static final int SEEDS = 40;

  private static Operator stage(Cluster cluster, Mode mode) {
    cluster.start(() -> new Replica(mode), "athens", "byzantium", "cyrene");
    return cluster.join("operator", new Operator());
  }

  private static Reader reader(Cluster cluster, String... asks) {
    return cluster.join("reader", new Reader(asks));
  }

  /** Alice writes, and the reader hears where that stands. */
  private static void write(Cluster cluster, Client alice, Reader reader, String value) {
    assertThat(cluster.await(alice.put("toy", value)).isOk()).isTrue();
    cluster.await(reader.saw(cluster.await(alice.position())));
  }

  private static String value(Outcome<Reading> outcome) {
    return outcome.as(Reading.class) instanceof Outcome.Ok<Reading> ok
        ? ok.value().value()
        : "" + outcome;
  }

  private static Reading ok(Outcome<Reading> outcome) {
    assertThat(outcome.isOk()).as("" + outcome).isTrue();
    return ((Outcome.Ok<Reading>) outcome).value();
  }

  private static String reason(Outcome<Reading> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Fail.class);
    return ((Outcome.Fail<Reading>) outcome).reason();
  }

  @ParameterizedTest
  @MethodSource("dev.understudy.replication.reads.ReadsScenarios#all")
  @DisplayName("Every scenario's promise holds with every seed, and a seed tells one story only")
  void promises(Scenario scenario) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Scenario.Run run = scenario.run(seed);
      assertThat(run.verdict().holds())
          .as(scenario.name() + " --seed " + seed + ": " + run.verdict().seen())
          .isTrue();
      assertThat(scenario.run(seed).trace().hash()).isEqualTo(run.trace().hash());
    }
  }

  @Test
  @DisplayName(
      "Who reads at a lagging replica does not find what was just written, unless the reader"
          + " says what it has seen")
  void readYourWrites() {
    int stale = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (Cluster cluster = Cluster.simulated(seed)) {
        stage(cluster, Mode.QUORUM);
        cluster.network().latency("athens", "cyrene", ofMillis(5), ofMillis(25));
        Reader reader = reader(cluster, "cyrene");
        Client alice = cluster.client("alice");
        write(cluster, alice, reader, "here");
        stale += value(cluster.await(reader.readAny("toy"))) == null ? 1 : 0;
        assertThat(value(cluster.await(reader.read("toy")))).as("seed " + seed).isEqualTo("here");
      }
    }
    assertThat(stale).isGreaterThan(SEEDS / 2);
  }

  @Test
  @DisplayName(
      "A reader goes on to the next replica when one is too far behind, and never goes back")
  void monotonicReads() {
    try (Cluster cluster = Cluster.simulated(1)) {
      stage(cluster, Mode.QUORUM);
      Client alice = cluster.client("alice");
      cluster.await(alice.put("toy", "first"));
      cluster.runFor(ofMillis(100));
      cluster.cut("athens", "cyrene");
      cluster.await(alice.put("toy", "second"));
      Reader ahead = cluster.join("ahead", new Reader("athens", "cyrene"));
      assertThat(value(cluster.await(ahead.read("toy")))).isEqualTo("second");
      cluster.cut("ahead", "athens");
      Future<Outcome<Reading>> again = ahead.read("toy");
      cluster.runFor(ofSeconds(2));
      assertThat(again.isComplete()).as("cyrene knows only what is older").isFalse();
      assertThat(value(cluster.await(cluster.join("bob", new Reader("cyrene")).read("toy"))))
          .as("who has seen nothing is content with it")
          .isEqualTo("first");
      cluster.heal();
      assertThat(ok(cluster.await(again)).value()).isEqualTo("second");
    }
  }

  @Test
  @DisplayName("A write that an asynchronous failover lost is told to be lost, once")
  void lost() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Operator operator = stage(cluster, Mode.ASYNC);
      Client alice = cluster.client("alice");
      Reader reader = reader(cluster, "byzantium");
      write(cluster, alice, reader, "first");
      cluster.runFor(ofMillis(100));
      cluster.partition("athens alice", "byzantium cyrene operator reader");
      write(cluster, alice, reader, "lost");
      cluster.await(operator.promoteAfter(ofMillis(100)));
      cluster.runFor(ofMillis(200));
      assertThat(reason(cluster.await(reader.read("toy"))))
          .isEqualTo("lost: what was seen at 1:3 is gone, since byzantium holds 2:3");
      assertThat(value(cluster.await(reader.read("toy")))).isEqualTo("first");
    }
  }

  @Test
  @DisplayName("What was lost is told also to who has written since, which shows nothing of it")
  void lostBeforeTheLastWrite() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Operator operator = stage(cluster, Mode.ASYNC);
      Client alice = cluster.client("alice");
      Reader reader = reader(cluster, "cyrene");
      cluster.partition("athens alice reader", "byzantium cyrene operator");
      write(cluster, alice, reader, "lost");
      cluster.await(operator.promoteAfter(ofMillis(100)));
      cluster.heal();
      cluster.runFor(ofSeconds(1));
      write(cluster, alice, reader, "second");
      assertThat(reason(cluster.await(reader.read("toy"))))
          .startsWith("lost: what was seen at 1:2 ");
      assertThat(value(cluster.await(reader.read("toy")))).isEqualTo("second");
    }
  }

  @Test
  @DisplayName(
      "What a cut off leader has applied but not committed is not shown, before it is deposed"
          + " and after")
  void appliedAhead() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Operator operator = stage(cluster, Mode.QUORUM);
      Client alice = cluster.client("alice");
      cluster.await(alice.put("toy", "first"));
      Reader reader = reader(cluster, "athens");
      cluster.partition("athens alice reader", "byzantium cyrene operator");
      Future<Outcome<String>> never = alice.put("toy", "never acknowledged");
      cluster.runFor(ofMillis(100));
      assertThat(cluster.state("athens", Replica.State.class).content())
          .containsEntry("toy", "never acknowledged");
      Future<Outcome<Reading>> read = reader.readAny("toy");
      cluster.await(operator.promoteAfter(ofMillis(100)));
      cluster.runFor(ofSeconds(1));
      assertThat(read.isComplete()).isFalse();
      assertThat(never.isComplete()).isFalse();
      cluster.crash("alice");
      cluster.heal();
      assertThat(value(cluster.await(read))).isEqualTo("first");
    }
  }

  @Test
  @DisplayName(
      "A follower says how old its answer is at most: little, while it hears of its leader")
  void bounded() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (Cluster cluster = Cluster.simulated(seed)) {
        stage(cluster, Mode.QUORUM);
        Client alice = cluster.client("alice");
        Reader reader = reader(cluster, "cyrene");
        for (int i = 0; i < 20; i++) {
          cluster.await(alice.put("toy", "" + i));
          Reading reading = ok(cluster.await(reader.read("toy", ofMillis(200))));
          assertThat(reading.age()).isBetween(Duration.ofNanos(1), ofMillis(200));
          cluster.runFor(ofMillis(7));
        }
      }
    }
  }

  @Test
  @DisplayName("Who is cut off from the leader grows old, and says how old")
  void tooStale() {
    try (Cluster cluster = Cluster.simulated(1)) {
      stage(cluster, Mode.QUORUM);
      Client alice = cluster.client("alice");
      cluster.await(alice.put("toy", "first"));
      Reader reader = reader(cluster, "cyrene");
      assertThat(value(cluster.await(reader.read("toy", ofMillis(200))))).isEqualTo("first");
      cluster.partition("athens byzantium alice", "cyrene reader");
      cluster.await(alice.put("toy", "second"));
      cluster.runFor(ofSeconds(2));
      assertThat(reason(cluster.await(reader.read("toy", ofMillis(200)))))
          .matches("too stale: \\{cyrene=2[34]\\d\\d ms old}");
      Reading old = ok(cluster.await(reader.read("toy", ofSeconds(10))));
      assertThat(old.value()).isEqualTo("first");
      assertThat(old.age()).isBetween(ofMillis(2300), ofMillis(2500));
    }
  }

  @Test
  @DisplayName("A leader that was cut off cannot show that nobody else leads: it grows old as well")
  void deposedLeader() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Operator operator = stage(cluster, Mode.ASYNC);
      cluster.await(cluster.client("alice").put("toy", "first"));
      Reader reader = reader(cluster, "athens", "byzantium");
      assertThat(ok(cluster.await(reader.read("toy", ofMillis(100)))).from()).isEqualTo("athens");
      cluster.partition("athens reader", "byzantium cyrene operator alice");
      cluster.await(operator.promoteAfter(ofMillis(100)));
      assertThat(cluster.await(cluster.client("alice").put("toy", "second")).isOk())
          .isTrue();
      Future<Outcome<Reading>> read = reader.read("toy", ofMillis(100));
      cluster.runFor(ofSeconds(3));
      assertThat(read.isComplete()).isFalse();
      cluster.heal();
      Reading fresh = ok(cluster.await(read));
      assertThat(fresh.value()).isEqualTo("second");
      assertThat(fresh.age()).isLessThanOrEqualTo(ofMillis(100));
    }
  }

  @Test
  @DisplayName(
      "While nobody asks for an age, nobody is asked for one; and then once in an interval")
  void fewMessages() {
    try (Cluster cluster = Cluster.simulated(1)) {
      stage(cluster, Mode.QUORUM);
      Reader reader = reader(cluster, "cyrene");
      cluster.await(reader.read("toy"));
      cluster.runFor(ofSeconds(1));
      assertThat(cluster.trace().text()).doesNotContain("AskAge").doesNotContain("Confirm[");
      for (int i = 0; i < 100; i++) {
        cluster.await(reader.read("toy", ofMillis(60)));
        cluster.runFor(ofMillis(8));
      }
      long rounds = cluster
          .trace()
          .text()
          .lines()
          .filter(line -> line.contains("-> byzantium") && line.contains("Confirm["))
          .count();
      assertThat(rounds).isBetween(10L, 25L);
    }
  }

  /** Delphi follows athens, ephesus follows delphi; every hop takes so long. */
  private static void chain(Cluster cluster, Duration least, Duration most) {
    cluster.attach(() -> new Standby("athens"), "delphi");
    cluster.attach(() -> new Standby("delphi"), "ephesus");
    for (List<String> hop : List.of(
        List.of("athens", "delphi"), List.of("delphi", "athens"),
        List.of("delphi", "ephesus"), List.of("ephesus", "delphi"))) {
      cluster.network().latency(hop.get(0), hop.get(1), least, most);
    }
    cluster.runFor(ofSeconds(2));
  }

  @Test
  @DisplayName(
      "At a standby below a standby a reader finds what it has seen, and ages add up with every"
          + " hop")
  void standbys() {
    for (long seed = 1; seed <= 10; seed++) {
      try (Cluster cluster = Cluster.simulated(seed)) {
        stage(cluster, Mode.QUORUM);
        chain(cluster, ofMillis(20), ofMillis(30));
        Client alice = cluster.client("alice");
        Reader reader = reader(cluster, "ephesus");
        Reader middle = cluster.join("middle", new Reader("delphi"));
        write(cluster, alice, reader, "here");
        assertThat(value(cluster.await(reader.readAny("toy")))).isNull();
        assertThat(value(cluster.await(reader.read("toy")))).isEqualTo("here");
        cluster.runFor(ofSeconds(2));
        Duration above = ok(cluster.await(middle.read("toy", ofSeconds(1)))).age();
        cluster.runFor(ofSeconds(2));
        Duration below = ok(cluster.await(reader.read("toy", ofSeconds(1)))).age();
        assertThat(above).as("seed " + seed).isBetween(ofMillis(40), ofMillis(70));
        assertThat(below).as("seed " + seed).isBetween(ofMillis(80), ofMillis(200));
      }
    }
  }

  @Test
  @DisplayName(
      "A standby whose upstream is cut off from the members grows old, as its upstream does")
  void standbysGrowOld() {
    try (Cluster cluster = Cluster.simulated(1)) {
      stage(cluster, Mode.QUORUM);
      chain(cluster, ofMillis(1), ofMillis(2));
      Client alice = cluster.client("alice");
      cluster.await(alice.put("toy", "first"));
      Reader reader = reader(cluster, "ephesus");
      assertThat(value(cluster.await(reader.read("toy", ofMillis(200))))).isEqualTo("first");
      cluster.partition("athens byzantium cyrene alice", "delphi ephesus reader");
      cluster.await(alice.put("toy", "second"));
      cluster.runFor(ofSeconds(2));
      assertThat(reason(cluster.await(reader.read("toy", ofMillis(500)))))
          .matches("too stale: \\{ephesus=2[34]\\d\\d ms old}");
      Reading old = ok(cluster.await(reader.read("toy", ofSeconds(10))));
      assertThat(old.value()).isEqualTo("first");
      assertThat(old.age()).isGreaterThan(ofSeconds(2));
      cluster.heal();
      cluster.runFor(ofSeconds(3));
      assertThat(value(cluster.await(reader.read("toy", ofMillis(500))))).isEqualTo("second");
    }
  }
}
