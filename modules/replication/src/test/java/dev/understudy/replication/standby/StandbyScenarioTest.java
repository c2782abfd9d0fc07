package dev.understudy.replication.standby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.TraceEvent.Sent;
import dev.understudy.replication.Counts;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;
import dev.understudy.replication.standby.StandbyMessage.Feed;
import dev.understudy.replication.standby.zoo.ForgetsTheEpoch;
import dev.understudy.replication.standby.zoo.NarrowReplica;
import dev.understudy.replication.standby.zoo.NarrowRules;
import dev.understudy.replication.standby.zoo.NarrowStandby;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standbys below three members, one story each. */
class StandbyScenarioTest {
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private Cluster cluster = Cluster.simulated(1);

  @AfterEach
  void close() {
    cluster.close();
  }

  private void members(Mode mode) {
    members(() -> new Replica(mode));
  }

  private void members(Supplier<Replica> replicas) {
    cluster.start(replicas, "athens", "byzantium", "cyrene");
  }

  private void standby(String name, String... upstreams) {
    cluster.attach(() -> new Standby(upstreams), name);
  }

  private Standby.State state(String name) {
    return cluster.state(name, Standby.State.class);
  }

  private Replica.State member(String name) {
    return cluster.state(name, Replica.State.class);
  }

  private void settle() {
    cluster.runFor(SETTLED);
  }

  /** Asks for so many writes; the future is of the last. */
  private Future<Outcome<String>> write(String client, int many) {
    Client writer = cluster.client(client);
    Future<Outcome<String>> last = Future.succeededFuture(Outcome.ok(""));
    for (int i = 0; i < many; i++) {
      last = writer.append("toy", ".");
    }
    return last;
  }

  private Duration until(Supplier<Boolean> isSo) {
    Duration begin = cluster.now();
    while (!isSo.get()) {
      cluster.runFor(MOMENT);
      assertThat(cluster.now().minus(begin)).isLessThan(Duration.ofSeconds(30));
    }
    return cluster.now();
  }

  @Test
  @DisplayName("The lag of a chain adds up: each step comes later by its own way")
  void lagAddsUp() {
    members(Mode.QUORUM);
    standby("delphi", "athens");
    standby("ephesus", "delphi");
    standby("faiyum", "ephesus");
    List<String> chain = List.of("athens", "delphi", "ephesus", "faiyum");
    List<Duration> ways =
        List.of(Duration.ofMillis(10), Duration.ofMillis(40), Duration.ofMillis(90));
    for (int i = 0; i < 3; i++) {
      cluster.network().latency(chain.get(i), chain.get(i + 1), ways.get(i), ways.get(i));
    }
    settle();
    long next = member("athens").lastIndex() + 1;
    write("alice", 1);
    Duration before = until(() -> member("athens").committed() >= next);
    for (int i = 0; i < 3; i++) {
      String below = chain.get(i + 1);
      Duration now = until(() -> state(below).lastIndex() >= next);
      assertThat(now.minus(before))
          .as("from " + chain.get(i) + " to " + below)
          .isBetween(ways.get(i).minus(MOMENT), ways.get(i).plusMillis(5));
      assertThat(state(below).label().depth()).isEqualTo(i + 1);
      before = now;
    }
  }

  @Test
  @DisplayName("A status says how far behind a standby knows itself, in entries and in time")
  void status() {
    members(Mode.QUORUM);
    AtomicReference<Standby> node = new AtomicReference<>();
    cluster.attach(
        () -> {
          node.set(new Standby("byzantium"));
          return node.get();
        },
        "delphi");
    standby("ephesus", "delphi");
    settle();
    StandbyStatus even = cluster.await(node.get().status());
    assertThat(even)
        .isEqualTo(new StandbyStatus(
            "delphi",
            "standby",
            "byzantium",
            2,
            1,
            1,
            0,
            Duration.ZERO,
            false,
            new Counts(0, 0, 0),
            List.of("ephesus")));
    cluster.isolate("delphi");
    cluster.await(write("alice", 5));
    cluster.runFor(SETTLED);
    assertThat(cluster.await(node.get().status()).isCutOff()).isTrue();
  }

  /** A member that keeps its log, and has few entries under way. */
  private static Replica narrow() {
    Rules rules = new Rules() {
      @Override
      protected TreeRules tree() {
        return new NarrowRules();
      }
    };
    return new Replica(Mode.QUORUM, rules) {};
  }

  @Test
  @DisplayName("R9 To a slow downstream few entries are under way, however far it is behind")
  void backpressure() {
    members(StandbyScenarioTest::narrow);
    standby("delphi", "athens");
    settle();
    cluster.slow("delphi", Duration.ofMillis(30));
    Future<Outcome<String>> last = write("alice", 200);
    long mostUnderWay = 0;
    long mostBehind = 0;
    while (!last.isComplete()) {
      cluster.runFor(MOMENT);
      Downstreams.State downstream = member("athens").root().downstreams().get(0);
      mostUnderWay = Math.max(mostUnderWay, downstream.next() - 1 - downstream.taken());
      mostBehind = Math.max(mostBehind, member("athens").lastIndex() - downstream.taken());
    }
    assertThat(mostUnderWay).isEqualTo(3);
    assertThat(mostBehind).isGreaterThan(30);
    cluster.slow("delphi", Duration.ZERO);
    settle();
    assertThat(state("delphi").content()).isEqualTo(member("athens").content());
  }

  @Test
  @DisplayName("R7 Two orphans that know each other alone follow nobody until a member is back")
  void twoOrphans() {
    members(Mode.QUORUM);
    standby("delphi", "athens", "ephesus");
    standby("ephesus", "delphi");
    settle();
    assertThat(state("ephesus").upstream()).isEqualTo("delphi");
    cluster.partition("athens byzantium cyrene", "delphi ephesus");
    for (int i = 0; i < 200; i++) {
      cluster.runFor(Duration.ofMillis(10));
      assertThat(state("delphi").upstream()).isNotEqualTo("ephesus");
    }
    assertThat(state("delphi").search().staleBeats()).isGreaterThan(20);
    cluster.heal();
    settle();
    assertThat(state("delphi").search().staleBeats()).isLessThan(3);
    assertThat(state("ephesus").search().staleBeats()).isLessThan(3);
  }

  @Test
  @DisplayName("A standby that was down goes on from its own position, and gets nothing twice")
  void restart() {
    members(Mode.QUORUM);
    standby("delphi", "athens");
    settle();
    cluster.await(write("alice", 20));
    cluster.runFor(Duration.ofMillis(100));
    cluster.crash("delphi");
    long had = state("delphi").lastIndex();
    cluster.await(write("alice", 20));
    Duration back = cluster.now();
    cluster.restart("delphi");
    assertThat(state("delphi").content()).as("before anybody feeds it").containsKey("toy");
    settle();
    assertThat(state("delphi").log()).isEqualTo(member("athens").log());
    List<Feed> fed = feedsTo("delphi", back);
    assertThat(fed).isNotEmpty().allMatch(feed -> feed.previousIndex() >= had);
    assertThat(fed.stream().mapToInt(feed -> feed.entries().size()).sum()).isEqualTo(20);
  }

  @Test
  @DisplayName(
      "S3 A standby that comes late gets a snapshot in chunks, while writes go on, then the log")
  void late() {
    members(() -> new NarrowReplica(Mode.QUORUM));
    cluster.await(write("alice", 100));
    assertThat(member("athens").logStart()).isGreaterThan(0);
    cluster.attach(() -> new NarrowStandby("athens"), "delphi");
    cluster.attach(() -> new NarrowStandby("delphi"), "ephesus");
    Future<Outcome<String>> last = write("alice", 100);
    cluster.await(last);
    settle();
    assertThat(cluster.trace().text())
        .contains("sends delphi a snapshot", "sends ephesus a snapshot");
    for (String standby : List.of("delphi", "ephesus")) {
      assertThat(state(standby).content()).isEqualTo(member("athens").content());
      assertThat(state(standby).lastIndex()).isEqualTo(member("athens").lastIndex());
    }
  }

  private List<Feed> feedsTo(String name, Duration from) {
    List<Feed> feeds = new ArrayList<>();
    cluster.trace().between(from, cluster.now()).events().forEach(event -> {
      if (event instanceof Sent sent
          && sent.to().equals(name)
          && sent.message() instanceof Feed feed) {
        feeds.add(feed);
      }
    });
    return feeds;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("R5 A standby that has followed a later leader does not go back to an earlier one")
  void earlierEpoch(boolean isSound) {
    members(() -> isSound
        ? new Replica(Mode.ASYNC)
        : new NarrowReplica(Mode.ASYNC, new ForgetsTheEpoch.Indexes()));
    cluster.attach(() -> isSound ? new Standby("athens") : new ForgetsTheEpoch("athens"), "delphi");
    Operator operator = cluster.join("operator", new Operator());
    List.of("alice", "bob").forEach(cluster::client);
    settle();
    cluster.partition("athens alice", "byzantium cyrene operator delphi bob");
    write("alice", 20);
    cluster.await(operator.promoteAfter(MOMENT));
    cluster.await(write("bob", 3));
    settle();
    assertThat(state("delphi").label().epoch()).isEqualTo(2);
    List<Entry> later = state("delphi").log();
    cluster.partition("athens alice delphi", "byzantium cyrene operator bob");
    settle();
    assertThat(state("delphi").log().equals(later)).isEqualTo(isSound);
    assertThat(state("delphi").upstream().equals("athens")).isEqualTo(!isSound);
  }

  @Test
  @DisplayName("When all members are gone a promoted standby serves, and those below follow it")
  void promote() {
    members(Mode.ASYNC);
    AtomicReference<Standby> node = new AtomicReference<>();
    cluster.attach(
        () -> {
          node.set(new Standby("athens"));
          return node.get();
        },
        "delphi");
    standby("ephesus", "delphi");
    settle();
    cluster.await(write("alice", 10));
    settle();
    List.of("athens", "byzantium", "cyrene").forEach(cluster::crash);
    Client bob = cluster.join("bob", new Client("delphi"));
    assertThat(cluster.await(bob.get("toy")).isOk()).as("nobody leads").isFalse();
    long epoch = cluster.await(node.get().promote());
    assertThat(epoch).isGreaterThan(1);
    assertThat(cluster.await(bob.append("toy", "!"))).isEqualTo(Outcome.ok(".........."));
    settle();
    assertThat(state("ephesus").content()).containsEntry("toy", "..........!");
    cluster.crash("delphi");
    cluster.restart("delphi");
    assertThat(state("delphi").role()).as("also after a restart").isEqualTo("leader");
    assertThat(cluster.await(bob.get("toy"))).isEqualTo(Outcome.ok("..........!"));
    settle();
    assertThat(state("ephesus").log()).isEqualTo(state("delphi").log());
  }

  @Test
  @DisplayName("What a promoted standby lacks is what had not come yet, and those below cut it")
  void promotedTooEarly() {
    members(Mode.ASYNC);
    AtomicReference<Standby> node = new AtomicReference<>();
    cluster.attach(
        () -> {
          node.set(new Standby("athens"));
          return node.get();
        },
        "delphi");
    standby("ephesus", "athens", "delphi");
    settle();
    cluster.await(write("alice", 5));
    settle();
    cluster.isolate("delphi");
    cluster.await(write("alice", 5));
    cluster.runFor(Duration.ofMillis(200));
    List.of("athens", "byzantium", "cyrene").forEach(cluster::crash);
    cluster.heal();
    cluster.await(node.get().promote());
    settle();
    assertThat(state("ephesus").content()).containsEntry("toy", ".....");
    assertThat(state("ephesus").log()).isEqualTo(state("delphi").log());
  }
}
