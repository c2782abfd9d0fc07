package dev.understudy.replication;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.DurableBeforeVisible;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.fault.Fault.SlowDisk;
import dev.understudy.replication.Status.OfFollower;
import dev.understudy.replication.Status.Part;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How safe a write is when its client is told: by its mode, by its wish, and as the status says. */
class DurabilityScenarioTest {
  private static final String[] MEMBERS = {"athens", "byzantium", "cyrene"};

  private final Cluster cluster = Cluster.simulated(1);
  private final List<Replica> replicas = new ArrayList<>();

  @AfterEach
  void close() {
    cluster.close();
  }

  private Client start(Mode mode) {
    return start(() -> new Replica(mode));
  }

  /** The first replica that is made is athens, which leads; it does not crash in these stories. */
  private Client start(Supplier<Replica> replica) {
    cluster.start(
        () -> {
          replicas.add(replica.get());
          return replicas.get(replicas.size() - 1);
        },
        MEMBERS);
    cluster.runFor(ofMillis(200));
    return cluster.client("alice");
  }

  private Status status() {
    return cluster.await(replicas.get(0).status());
  }

  private Duration timeOf(Future<Outcome<String>> write) {
    Duration asked = cluster.now();
    assertThat(cluster.await(write).isOk()).isTrue();
    return cluster.now().minus(asked);
  }

  private void slowDisksOfFollowers(Duration latency) {
    cluster.begin(new SlowDisk("byzantium", latency));
    cluster.begin(new SlowDisk("cyrene", latency));
  }

  @Test
  @DisplayName("Written is told before the followers' disks have it, flushed and applied after it")
  void points() {
    Client alice = start(Mode.QUORUM);
    slowDisksOfFollowers(ofMillis(200));
    assertThat(timeOf(alice.put("toy", "a", "quorum written"))).isLessThan(ofMillis(20));
    assertThat(timeOf(alice.put("toy", "b", "quorum flushed")))
        .isBetween(ofMillis(200), ofMillis(450));
    assertThat(timeOf(alice.put("toy", "c", "quorum applied")))
        .isBetween(ofMillis(200), ofMillis(450));
    assertThat(List.of("byzantium", "cyrene"))
        .anyMatch(node -> "c".equals(content(node)))
        .as("alice was told when a follower had applied it");
  }

  private String content(String node) {
    return cluster.state(node, Replica.State.class).content().get("toy");
  }

  @Test
  @DisplayName("Applied waits for what flushed does not: that followers hear what is committed")
  void applied() {
    Client alice = start(Mode.QUORUM);
    cluster.await(alice.put("toy", "flushed"));
    assertThat(List.of("byzantium", "cyrene")).noneMatch(node -> "flushed".equals(content(node)));
    cluster.await(alice.put("toy", "applied", "sync applied"));
    assertThat(List.of("byzantium", "cyrene")).allMatch(node -> "applied".equals(content(node)));
  }

  @Test
  @DisplayName(
      "What is told at written is lost by one power cut that hits all; at flushed it stays")
  void writtenIsLost() {
    boolean isLost = false;
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(isLostWithThePower(seed, "sync")).as("seed " + seed).isFalse();
      isLost = isLost || isLostWithThePower(seed, "sync written");
    }
    assertThat(isLost).isTrue();
  }

  private static boolean isLostWithThePower(long seed, String wish) {
    try (Cluster power = Cluster.simulated(seed)) {
      power.start(() -> new Replica(Mode.QUORUM), MEMBERS);
      Operator operator = power.join("operator", new Operator());
      power.begin(new SlowDisk("byzantium", ofMillis(100)));
      power.begin(new SlowDisk("cyrene", ofMillis(100)));
      power.runFor(ofMillis(500));
      assertThat(power.await(power.client("alice").put("toy", "here", wish)).isOk())
          .isTrue();
      power.crash("byzantium");
      power.crash("cyrene");
      power.isolate("athens");
      power.restart("byzantium");
      power.restart("cyrene");
      power.await(operator.promoteAfter(ofMillis(10)));
      return power.await(power.client("bob").get("toy")).equals(Outcome.ok(null));
    }
  }

  @Test
  @DisplayName("Only what is said at written leaves a node before it is durable")
  void givenUp() {
    Client alice = start(Mode.QUORUM);
    cluster.await(alice.put("toy", "a", "quorum"));
    assertThat(DurableBeforeVisible.violation(cluster.trace())).isEmpty();
    cluster.await(alice.put("toy", "b", "quorum written"));
    assertThat(DurableBeforeVisible.violation(cluster.trace()))
        .hasValueSatisfying(words -> assertThat(words).contains(" says Written[epoch=1, index="));
  }

  @Test
  @DisplayName("A wish for more than the mode gives is kept, one for less is too")
  void wishes() {
    Client alice = start(Mode.ASYNC);
    cluster.crash("byzantium");
    cluster.crash("cyrene");
    assertThat(timeOf(alice.put("toy", "here"))).isLessThan(ofMillis(20));
    Future<Outcome<String>> safe = alice.put("toy", "and there", "quorum");
    Future<Outcome<String>> quick = cluster.client("bob").put("paw", "left");
    cluster.runFor(ofSeconds(2));
    assertThat(safe.isComplete()).as("without a majority").isFalse();
    assertThat(quick.isComplete())
        .as("asynchronous writes do not wait behind it")
        .isTrue();
    cluster.restart("cyrene");
    assertThat(cluster.await(safe).isOk()).isTrue();
  }

  @Test
  @DisplayName("With QUORUM a write that wishes for less does not wait for a majority")
  void less() {
    Client alice = start(Mode.QUORUM);
    cluster.crash("byzantium");
    cluster.crash("cyrene");
    assertThat(timeOf(alice.put("toy", "here", "async"))).isLessThan(ofMillis(20));
    Future<Outcome<String>> read = alice.get("toy");
    cluster.runFor(ofSeconds(2));
    assertThat(read.isComplete())
        .as("a read shows nothing that a majority does not hold, unless it wishes so")
        .isFalse();
  }

  @Test
  @DisplayName("A wish that nobody knows is refused, and told what there is")
  void unknownWish() {
    Client alice = start(Mode.QUORUM);
    assertThat(cluster.await(alice.put("toy", "here", "very safe")))
        .isEqualTo(Outcome.fail("there is no durability \"very safe\": wish for async, semi-sync,"
            + " quorum or sync, and if need be for written, flushed or applied after it, such as"
            + " \"quorum applied\""));
    for (Durability durability : Durability.all()) {
      assertThat(Durability.wished(durability.wish())).isEqualTo(durability);
    }
    assertThat(Durability.wished("sync")).isEqualTo(Durability.of(Mode.SYNC));
  }

  @Test
  @DisplayName("SEMI_SYNC goes on alone after its time, says so, and waits again when it can")
  void fallsBack() {
    Client alice = start(Mode.SEMI_SYNC);
    assertThat(timeOf(alice.put("toy", "a"))).isLessThan(ofMillis(30));
    cluster.crash("byzantium");
    assertThat(timeOf(alice.put("toy", "b"))).isLessThan(ofMillis(30));
    cluster.crash("cyrene");
    assertThat(timeOf(alice.put("toy", "c"))).isBetween(ofMillis(1000), ofMillis(1200));
    assertThat(timeOf(cluster.client("bob").put("toy", "d"))).isLessThan(ofMillis(30));
    Status alone = status();
    assertThat(alone.isAlone()).isTrue();
    assertThat(alone.fallbacks()).isEqualTo(1);
    assertThat(alone.acknowledgedAlone()).isEqualTo(2);
    assertThat(cluster.trace().text()).contains("semi-sync goes on alone: fewer than 1 followers");
    cluster.restart("cyrene");
    cluster.runFor(ofMillis(500));
    assertThat(status().isAlone()).isFalse();
    assertThat(cluster.trace().text()).contains(Fallback.TOGETHER);
    cluster.crash("cyrene");
    assertThat(timeOf(alice.put("toy", "e"))).isGreaterThan(ofMillis(1000));
    assertThat(status().fallbacks()).isEqualTo(2);
  }

  @Test
  @DisplayName("SEMI_SYNC waits for as many followers and as long as it is told to")
  void semiSyncSettings() {
    Client alice = start(() -> new Replica(Mode.SEMI_SYNC, new SemiSync(2, ofMillis(300))));
    cluster.crash("byzantium");
    assertThat(timeOf(alice.put("toy", "a"))).isBetween(ofMillis(300), ofMillis(500));
    assertThatThrownBy(() -> new SemiSync(0, ofMillis(300)))
        .hasMessage("semi-sync waits for 0 followers and 300 ms: give 1 or more of each");
  }

  @Test
  @DisplayName(
      "The status says of each follower what it is for the mode, where it stands and since when")
  void ofEachFollower() {
    Client alice = start(Mode.SYNC);
    Operator operator = cluster.join("operator", new Operator());
    cluster.isolate("cyrene");
    assertThat(cluster.await(operator.promoteAfter(Duration.ZERO))).isEqualTo("athens");
    for (int i = 0; i < 10; i++) {
      cluster.await(alice.put("toy", "x".repeat(10)));
    }
    cluster.runFor(ofSeconds(3));
    Status status = status();
    assertThat(status.role()).isEqualTo("leader");
    assertThat(status.mode()).isEqualTo(Mode.SYNC);
    assertThat(status.waiting()).isZero();
    assertThat(status.lastIndex()).isEqualTo(12).isEqualTo(status.committed());
    OfFollower near = status.followers().get(0);
    assertThat(near.name()).isEqualTo("byzantium");
    assertThat(near.part()).isEqualTo(Part.IN_SYNC);
    assertThat(List.of(near.sent(), near.written(), near.flushed(), near.applied()))
        .containsOnly(12L);
    assertThat(near.entries()).isZero();
    assertThat(near.behind()).isZero();
    OfFollower far = status.followers().get(1);
    assertThat(far.part()).isEqualTo(Part.OUT_OF_SYNC);
    assertThat(far.entries()).isEqualTo(12);
    assertThat(far.bytes()).isEqualTo(10 * "toyxxxxxxxxxx".length());
    assertThat(far.behind()).isBetween(ofMillis(2900), ofMillis(4500));
    Status follower = cluster.await(replicas.get(1).status());
    assertThat(follower.role()).isEqualTo("follower");
    assertThat(follower.followers()).isEmpty();
  }

  private static final class SoonBusy extends Replica {
    SoonBusy() {
      super(Mode.QUORUM);
    }

    @Override
    protected int mostWaiting() {
      return 10;
    }
  }

  @Test
  @DisplayName(
      "R9 While followers are down nothing piles up: who asks beyond the bound comes again later")
  void busy() {
    start(SoonBusy::new);
    cluster.crash("byzantium");
    cluster.crash("cyrene");
    List<Future<Outcome<String>>> writes = IntStream.range(0, 40)
        .mapToObj(i -> cluster.client("client" + i).put("toy/" + i, "here"))
        .toList();
    cluster.runFor(ofSeconds(5));
    assertThat(status().waiting()).isEqualTo(10);
    assertThat(status().refused()).isGreaterThan(30);
    assertThat(status().lastIndex()).isEqualTo(11);
    cluster.restart("byzantium");
    writes.forEach(write -> assertThat(cluster.await(write).isOk()).isTrue());
  }

  @Test
  @DisplayName("R9 Nor does what nobody waits for: of what is not committed there is no more")
  void uncommitted() {
    start(SoonBusy::new);
    cluster.crash("byzantium");
    cluster.crash("cyrene");
    List<Future<Outcome<String>>> writes = IntStream.range(0, 40)
        .mapToObj(i -> cluster.client("client" + i).put("toy/" + i, "here", "async"))
        .toList();
    cluster.runFor(ofSeconds(5));
    assertThat(writes.stream().filter(Future::isComplete)).hasSize(10);
    assertThat(status().waiting()).isZero();
    assertThat(status().refused()).isGreaterThan(30);
    assertThat(status().lastIndex()).isEqualTo(11);
    cluster.restart("byzantium");
    writes.forEach(write -> assertThat(cluster.await(write).isOk()).isTrue());
  }
}
