package dev.understudy.replication;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.Scenario.Verdict;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Stories about leader–follower replication. */
public final class ReplicationScenarios {
  private static final Duration REACTION = Duration.ofSeconds(3);

  private ReplicationScenarios() {}

  /** All of them, by name. */
  public static List<Scenario> all() {
    return List.of(
        new Scenario(
            "async-failover",
            "Asynchronous: the leader takes with it what it had acknowledged but not yet shipped",
            cluster -> failover(cluster, Mode.ASYNC)),
        new Scenario(
            "follower-catches-up",
            "A follower that was down asks for what it missed, from its own position",
            ReplicationScenarios::catchUp),
        LateFollower.STORY,
        new Scenario(
            "quorum-failover",
            "Quorum: what a majority has acknowledged survives the leader",
            cluster -> failover(cluster, Mode.QUORUM)),
        new Scenario(
            "sync-failover",
            "Synchronous: every follower has every acknowledged write",
            cluster -> failover(cluster, Mode.SYNC)),
        new Scenario(
            "sync-without-a-follower",
            "Synchronous: no write is acknowledged until the silent follower is out of the set",
            ReplicationScenarios::removal),
        new Scenario(
            "zombie-leader",
            "A leader that was cut off believes it still leads, until it hears of a later epoch",
            ReplicationScenarios::zombie));
  }

  /** Three replicas; the followers are a little farther from the leader than its client is. */
  private static Operator stage(Cluster cluster, Mode mode) {
    cluster.start(() -> new Replica(mode), "athens", "byzantium", "cyrene");
    for (String follower : List.of("byzantium", "cyrene")) {
      cluster.network().latency("athens", follower, Duration.ofMillis(5), Duration.ofMillis(25));
    }
    return cluster.join("operator", new Operator());
  }

  private static Verdict failover(Cluster cluster, Mode mode) {
    Operator operator = stage(cluster, mode);
    Client alice = cluster.client("alice");
    List<Future<Outcome<String>>> writes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      writes.add(alice.put("toy/" + i, "here"));
    }
    cluster.runFor(Duration.ofMillis(120));
    cluster.crash("athens");
    Future<String> promoted = operator.promoteAfter(REACTION);
    cluster.runFor(REACTION.dividedBy(2)); // what was on the wire has arrived: entries, answers
    long acknowledgedByAthens = writes.stream().filter(Future::isComplete).count();
    long shipped = Math.max(
            state(cluster, "byzantium").lastIndex(), state(cluster, "cyrene").lastIndex())
        - 1; // the first entry is no write, it begins the epoch
    cluster.await(promoted);
    cluster.await(writes.get(writes.size() - 1));
    long lost = lost(cluster, alice, writes.size());
    long notShipped = mode == Mode.ASYNC ? Math.max(0, acknowledgedByAthens - shipped) : 0;
    return new Verdict(
        lost == notShipped,
        "athens acknowledged " + acknowledgedByAthens + " writes, " + lost + " of them lost");
  }

  /** How many of the keys toy/0, toy/1, … are gone, as a client sees it. */
  private static long lost(Cluster cluster, Client client, int writes) {
    return IntStream.range(0, writes)
        .filter(i -> !cluster.await(client.get("toy/" + i)).equals(Outcome.ok("here")))
        .count();
  }

  private static Verdict catchUp(Cluster cluster) {
    stage(cluster, Mode.QUORUM);
    Client alice = cluster.client("alice");
    cluster.await(alice.put("toy/1", "here"));
    cluster.crash("cyrene");
    for (int i = 2; i <= 10; i++) {
      cluster.await(alice.put("toy/" + i, "here"));
    }
    long missed =
        state(cluster, "athens").lastIndex() - state(cluster, "cyrene").lastIndex();
    cluster.restart("cyrene");
    cluster.runFor(Duration.ofSeconds(1));
    boolean equal =
        state(cluster, "athens").content().equals(state(cluster, "cyrene").content());
    return new Verdict(
        equal, "cyrene missed " + missed + " entries; equal to the leader again: " + equal);
  }

  private static Verdict removal(Cluster cluster) {
    Operator operator = stage(cluster, Mode.SYNC);
    Client alice = cluster.client("alice");
    cluster.await(alice.put("toy/0", "here"));
    cluster.isolate("cyrene");
    Future<Outcome<String>> waiting = alice.put("toy/1", "here");
    Future<String> promoted = operator.promoteAfter(REACTION);
    cluster.runFor(REACTION.minusMillis(1));
    boolean acknowledgedTooEarly = waiting.isComplete();
    cluster.await(promoted);
    cluster.await(waiting);
    List<String> without = inSync(cluster);
    cluster.heal();
    cluster.runFor(Duration.ofSeconds(1));
    List<String> with = inSync(cluster);
    boolean right = without.equals(List.of("athens", "byzantium"))
        && with.equals(List.of("athens", "byzantium", "cyrene"));
    return new Verdict(
        !acknowledgedTooEarly && right,
        "in sync without cyrene: " + without + ", when it had caught up: " + with
            + (acknowledgedTooEarly ? "; a write was acknowledged too early" : ""));
  }

  private static List<String> inSync(Cluster cluster) {
    return state(cluster, "athens").configuration().members();
  }

  private static Verdict zombie(Cluster cluster) {
    Operator operator = stage(cluster, Mode.QUORUM);
    Client alice = cluster.client("alice");
    cluster.await(alice.put("toy", "left paw"));
    cluster.partition("athens alice", "byzantium cyrene operator");
    Future<Outcome<String>> late = alice.put("toy", "right paw");
    cluster.await(operator.promoteAfter(REACTION));
    long leaders = cluster.members().stream()
        .filter(n -> state(cluster, n).role().equals("leader"))
        .count();
    boolean acknowledgedByZombie = late.isComplete() && late.result().isOk();
    cluster.heal();
    cluster.await(late);
    cluster.runFor(Duration.ofSeconds(1));
    boolean obeys = state(cluster, "athens").role().equals("follower");
    return new Verdict(
        !acknowledgedByZombie && obeys,
        leaders
            + " nodes believed that they lead; the zombie acknowledged "
            + (acknowledgedByZombie ? "a write" : "nothing")
            + " and "
            + (obeys ? "follows" : "still leads")
            + " after the healing");
  }

  private static Replica.State state(Cluster cluster, String name) {
    return cluster.state(name, Replica.State.class);
  }
}
