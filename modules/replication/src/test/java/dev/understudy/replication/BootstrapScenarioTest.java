package dev.understudy.replication;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.DurableBeforeVisible;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.trace.Recorder;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.replication.ReplicationMessage.SnapshotChunk;
import dev.understudy.replication.ReplicationMessage.SnapshotOffer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a follower that has missed much gets it back: by the log, or by a snapshot and then the log. */
class BootstrapScenarioTest {
  private static final LogBounds SHORT = new LogBounds(20, 5, 50, 2);
  private static final int FEW_SEEDS = 5;

  private Cluster cluster = Cluster.simulated(1);
  private Client alice;
  private Client bob;
  private Operator operator;

  @AfterEach
  void close() {
    cluster.close();
  }

  /** A replica with a log of so many entries. */
  private static final class Bounded extends Replica {
    private final LogBounds bounds;

    Bounded(Mode mode, LogBounds bounds) {
      super(mode);
      this.bounds = bounds;
    }

    @Override
    protected LogBounds logBounds() {
      return bounds;
    }
  }

  private void start(long seed, Mode mode, LogBounds bounds) {
    cluster.close();
    cluster = Cluster.simulated(seed);
    cluster.start(() -> new Bounded(mode, bounds), "athens", "byzantium", "cyrene");
    operator = cluster.join("operator", new Operator());
    alice = cluster.client("alice");
    bob = cluster.client("bob");
    cluster.await(alice.put("toy", "here"));
  }

  private Replica.State state(String name) {
    return cluster.state(name, Replica.State.class);
  }

  /** Puts so many values, one after the other, under keys that come again. */
  private void write(int many, int keys) {
    List<Future<Outcome<String>>> writes = IntStream.range(0, many)
        .mapToObj(i -> alice.put("key " + i % keys, "value " + i))
        .toList();
    cluster.await(writes.get(many - 1));
  }

  private List<SnapshotChunk> chunksSent() {
    return sent(SnapshotChunk.class);
  }

  private <M> List<M> sent(Class<M> type) {
    List<M> all = new ArrayList<>();
    for (TraceEvent event : cluster.trace().events()) {
      if (event instanceof TraceEvent.Sent sent && type.isInstance(sent.message())) {
        all.add(type.cast(sent.message()));
      }
    }
    return all;
  }

  private IntStream sending(ToIntFunction<SnapshotSending.State> count) {
    return state("athens").leading().followers().stream()
        .map(Follower.State::sending)
        .filter(Objects::nonNull)
        .mapToInt(count);
  }

  /** So many that the leader has not heard of yet. */
  private int chunksUnderWay() {
    return sending(sending -> sending.sent() - sending.wanted()).sum();
  }

  /** So many that the follower's disk holds, as the leader knows. */
  private int chunksHeld() {
    return sending(SnapshotSending.State::wanted).sum();
  }

  private boolean isTold(String remark) {
    return cluster.trace().events().stream()
        .anyMatch(
            event -> event instanceof TraceEvent.Noted noted && noted.remark().contains(remark));
  }

  private void expectEqual() {
    cluster.runFor(ofSeconds(2));
    for (String name : cluster.members()) {
      assertThat(state(name).lastIndex()).isEqualTo(state("byzantium").lastIndex());
      assertThat(state(name).content()).isEqualTo(state("byzantium").content());
      assertThat(state(name).receivingUpTo()).isZero();
    }
    assertThat(DurableBeforeVisible.violation(cluster.trace())).isEmpty();
  }

  @Test
  @DisplayName("A late follower gets a snapshot in chunks while clients write, and then the log")
  void lateFollower() {
    for (long seed = 1; seed <= FEW_SEEDS; seed++) {
      start(seed, Mode.QUORUM, SHORT);
      cluster.crash("cyrene");
      write(200, 40);
      assertThat(state("athens").logStart()).isPositive();
      cluster.restart("cyrene");
      List<Future<Outcome<String>>> writes =
          IntStream.range(0, 20).mapToObj(i -> bob.put("late " + i, "value")).toList();
      while (state("cyrene").receivingUpTo() == 0) {
        cluster.runFor(ofMillis(1));
      }
      long before = writes.stream().filter(Future::isComplete).count();
      while (state("cyrene").receivingUpTo() > 0) {
        cluster.runFor(ofMillis(1));
      }
      assertThat(writes.stream().filter(Future::isComplete).count())
          .as("writes go on meanwhile")
          .isGreaterThan(before);
      assertThat(state("cyrene").logStart()).as("seed " + seed).isPositive();
      expectEqual();
      assertThat(state("cyrene").content()).containsEntry("late 19", "value").hasSize(61);
    }
  }

  enum Interruption {
    LOSS,
    PAUSE,
    FOLLOWER_CRASHES,
    LEADER_CRASHES,
    NEW_LEADER
  }

  @ParameterizedTest
  @EnumSource(Interruption.class)
  @DisplayName(
      "Interrupted at any chunk it goes on where it was, or with the snapshot of another leader")
  void interrupted(Interruption interruption) {
    int chunks = 1;
    for (int at = 0; at < chunks; at++) {
      start(at + 1, Mode.QUORUM, SHORT);
      cluster.crash("cyrene");
      write(50, 10);
      cluster.restart("cyrene");
      while (state("cyrene").receiving().chunks() < at
          || state("cyrene").receiving().stamp() == null) {
        cluster.runFor(ofMillis(1));
      }
      Stamp stamp = state("cyrene").receiving().stamp();
      chunks = stamp.chunks();
      int has = chunksHeld();
      int before = chunksSent().size();
      interrupt(interruption);
      cluster.runFor(ofSeconds(2));
      List<SnapshotChunk> again = chunksSent().subList(before, chunksSent().size());
      if (interruption != Interruption.NEW_LEADER) {
        assertThat(again)
            .as("at chunk " + at)
            .allMatch(sent -> sent.chunk().stamp().equals(stamp) && sent.chunk().number() >= has);
      }
      expectEqual();
    }
    assertThat(chunks).isGreaterThan(4);
  }

  private void interrupt(Interruption interruption) {
    switch (interruption) {
      case LOSS -> {
        cluster.isolate("cyrene");
        cluster.runFor(ofMillis(30));
        cluster.heal();
      }
      case PAUSE -> {
        long pause = cluster.begin(new Fault.Pause("cyrene"));
        cluster.runFor(ofMillis(300));
        cluster.end(pause);
      }
      case FOLLOWER_CRASHES -> {
        cluster.crash("cyrene");
        cluster.runFor(ofMillis(100));
        cluster.restart("cyrene");
      }
      case LEADER_CRASHES -> {
        cluster.crash("athens");
        cluster.runFor(ofMillis(100));
        cluster.restart("athens");
      }
      case NEW_LEADER -> {
        cluster.crash("athens");
        assertThat(cluster.await(operator.promoteAfter(ofMillis(10)))).isEqualTo("byzantium");
        cluster.runFor(ofMillis(100));
        cluster.restart("athens");
      }
      default -> throw new AssertionError(interruption);
    }
  }

  @Test
  @DisplayName(
      "A snapshot is sent where the log is gone, or where it would cost more; else the log")
  void choice() {
    LogBounds bounds = new LogBounds(100, 50, 1000, 2);
    int byLog = 0;
    int bySnapshot = 0;
    for (int missed = 1; missed <= 140; missed += 3) {
      start(1, Mode.QUORUM, bounds);
      write(60, 3);
      cluster.crash("cyrene");
      long had = state("athens").lastIndex();
      write(missed, 3);
      cluster.runFor(ofMillis(200));
      Replica.State leader = state("athens");
      cluster.restart("cyrene");
      cluster.runFor(ofSeconds(1));
      boolean isOffered = !sent(SnapshotOffer.class).isEmpty();
      Stamp newest =
          leader.front().next() == null ? leader.front().base() : leader.front().next();
      boolean isNeeded = leader.logStart() > had - 10;
      long costOfLog = newest == null ? 0 : (newest.index() - had) * 20;
      assertThat(isOffered)
          .as(missed + " entries missed, snapshot " + newest + ", log from " + leader.logStart())
          .isEqualTo(isNeeded || costOfLog > 200);
      byLog += isOffered ? 0 : 1;
      bySnapshot += isOffered ? 1 : 0;
      expectEqual();
    }
    assertThat(byLog).isGreaterThan(5);
    assertThat(bySnapshot).isGreaterThan(5);
  }

  @Test
  @DisplayName("S4 What is not committed is in no snapshot: a leader that is alone keeps its log")
  void uncommitted() {
    for (long seed = 1; seed <= FEW_SEEDS; seed++) {
      start(seed, Mode.QUORUM, SHORT);
      write(15, 5);
      List<String> crowd = IntStream.range(0, 40).mapToObj(i -> "client" + i).toList();
      crowd.forEach(cluster::client);
      cluster.partition("athens " + String.join(" ", crowd), "byzantium cyrene operator alice bob");
      List<Future<Outcome<String>>> writes =
          crowd.stream().map(name -> cluster.client(name).put("early", name)).toList();
      cluster.runFor(ofSeconds(1));
      assertThat(state("athens").log()).hasSizeGreaterThan(40);
      assertThat(state("athens").content()).as("its own disk holds it").containsKey("early");
      assertThat(state("athens").front().next()).as("a snapshot is taken").isNotNull();
      assertThat(state("athens").logStart()).as("and not used").isZero();
      cluster.await(operator.promoteAfter(ofMillis(10)));
      cluster.await(bob.put("toy", "there"));
      assertThat(state("byzantium").content()).doesNotContainKey("early");
      cluster.heal();
      writes.forEach(cluster::await);
      expectEqual();
    }
  }

  @Test
  @DisplayName(
      "R5 An old leader whose snapshot holds what nobody else has gets one of the new epoch")
  void diverged() {
    for (long seed = 1; seed <= FEW_SEEDS; seed++) {
      start(seed, Mode.ASYNC, SHORT);
      cluster.partition("athens alice", "byzantium cyrene operator bob");
      write(100, 30);
      assertThat(state("athens").logStart()).isGreaterThan(50);
      String leader = cluster.await(operator.promoteAfter(ofMillis(10)));
      cluster.await(bob.put("toy", "there"));
      cluster.heal();
      expectEqual();
      assertThat(state("athens").content()).containsOnlyKeys("toy");
      assertThat(state(leader).role()).isEqualTo("leader");
      assertThat(isTold("takes a snapshot")).isTrue();
    }
  }

  @Test
  @DisplayName("R9 While a follower is away, nothing grows with what it misses; then it comes back")
  void bounded() {
    LogBounds bounds = new LogBounds(200, 50, 500, 3);
    start(1, Mode.QUORUM, bounds);
    cluster.keep(Recorder.Keep.HASH);
    cluster.crash("cyrene");
    int longest = 0;
    for (int round = 0; round < 60; round++) {
      write(100, 50);
      longest = Math.max(longest, state("athens").log().size());
      longest = Math.max(longest, state("byzantium").log().size());
    }
    assertThat(longest).isBetween(200, 200 + 50 + 100);
    cluster.restart("cyrene");
    int underWay = 0;
    while (state("cyrene").lastIndex() < 6000) {
      cluster.runFor(ofMillis(1));
      underWay = Math.max(underWay, chunksUnderWay());
    }
    assertThat(underWay).isBetween(1, 3);
    expectEqual();
  }

  @Test
  @DisplayName(
      "Values longer than a chunk, absent results and characters of two halves arrive whole")
  void longValues() {
    start(1, Mode.QUORUM, SHORT);
    cluster.crash("cyrene");
    String smiles = "\uD83D\uDE00".repeat(200);
    cluster.await(alice.put("smiles", smiles));
    cluster.await(bob.get("nothing"));
    write(60, 3);
    cluster.restart("cyrene");
    expectEqual();
    assertThat(isTold("takes a snapshot")).isTrue();
    assertThat(state("cyrene").content()).containsEntry("smiles", smiles);
    cluster.crash("cyrene");
    cluster.restart("cyrene");
    assertThat(state("cyrene").content()).as("also from the disk").containsEntry("smiles", smiles);
  }
}
