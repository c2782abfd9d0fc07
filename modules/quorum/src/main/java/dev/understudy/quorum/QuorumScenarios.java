package dev.understudy.quorum;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.Scenario.Verdict;
import dev.understudy.cluster.fault.Fault.Loss;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.quorum.Rules.Repair;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stories about leaderless quorums: where r + w > n makes reads current, and where it does not. */
public final class QuorumScenarios {
  static final List<String> NODES = List.of("athens", "byzantium", "cyrene", "delphi", "ephesus");

  private static final int TIMES = 10;
  private static final String KEY = "toy";
  private static final Rules MAJORITIES = Rules.of(3, 2, 2).compareEvery(Duration.ZERO);

  private QuorumScenarios() {}

  /** All of them, by name. */
  public static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>(List.of(
        new Scenario(
            "quorum-deleted",
            "A delete that outlives its tombstone is undone by the node that missed it",
            QuorumScenarios::deleted),
        new Scenario(
            "quorum-half-written",
            "A write that failed half-way is seen by one read and not by the next, repair or not",
            cluster -> halfWritten(cluster, Repair.LATER)),
        new Scenario(
            "quorum-half-written-first",
            "Who makes sure of what it saw before it says so never goes back",
            cluster -> halfWritten(cluster, Repair.FIRST)),
        new Scenario(
            "quorum-meets",
            "R + W > N: whichever node is away, a read meets every acknowledged write",
            QuorumScenarios::meets),
        new Scenario(
            "quorum-misses",
            "R + W <= N: reads and writes that do not meet, and nobody notices",
            QuorumScenarios::misses),
        new Scenario(
            "quorum-retry",
            "A write that is asked for again elsewhere stays before what was written meanwhile",
            QuorumScenarios::retry),
        new Scenario(
            "quorum-sloppy",
            "A sloppy quorum takes writes on both sides of a partition, and its reads miss them",
            QuorumScenarios::sloppy)));
    all.addAll(ConvergenceScenarios.all());
    return List.copyOf(all);
  }

  private static void start(Cluster cluster, Rules rules, int nodes) {
    cluster.start(() -> new Keeper(rules), NODES.subList(0, nodes).toArray(String[]::new));
  }

  private static List<String> ring(Cluster cluster, String key) {
    return new Ring(cluster.members()).from(key);
  }

  private static Client clientOf(Cluster cluster, String name, String... nodes) {
    return cluster.join(name, new Client(nodes));
  }

  private static Verdict meets(Cluster cluster) {
    start(cluster, MAJORITIES, NODES.size());
    Client alice = cluster.client("alice");
    List<Future<Outcome<String>>> reads = new ArrayList<>();
    for (String away : ring(cluster, KEY)) {
      cluster.isolate(away);
      for (int i = 0; i < TIMES; i++) {
        cluster.await(alice.put(KEY, away + " is away " + i));
        reads.add(cluster.client("bob").get(KEY));
        reads.add(cluster.client("carol").get(KEY));
      }
      reads.forEach(cluster::await);
      cluster.heal();
    }
    Staleness seen = Staleness.of(cluster.trace());
    return new Verdict(seen.equals(new Staleness(reads.size(), 0, 0)), MAJORITIES + ": " + seen);
  }

  /** The writer's node reaches nobody; each of the two counts itself. */
  private static Verdict misses(Cluster cluster) {
    Rules rules = Rules.of(3, 1, 1);
    start(cluster, rules, 3);
    List<String> owners = ring(cluster, KEY);
    Client alice = clientOf(cluster, "alice", owners.get(0));
    Client bob = clientOf(cluster, "bob", owners.get(1));
    cluster.partition(owners.get(0) + " alice", owners.get(1) + " " + owners.get(2) + " bob");
    for (int i = 1; i <= TIMES; i++) {
      cluster.await(alice.put(KEY, "at " + i));
      cluster.await(bob.get(KEY));
    }
    Staleness apart = Staleness.of(cluster.trace());
    cluster.heal();
    cluster.runFor(Duration.ofSeconds(3)); // each node has compared itself with both others
    cluster.await(bob.get(KEY));
    Staleness all = Staleness.of(cluster.trace());
    return new Verdict(
        apart.equals(new Staleness(TIMES, TIMES, 0)) && all.stale() == TIMES,
        rules + ": " + apart + "; none when the nodes had compared their copies");
  }

  /**
   * One owner alone stores a write, for its coordinator reaches nobody else any more. The first read
   * hears that owner, the second one does not; what the reader's node would repair is lost on its way.
   */
  static Verdict halfWritten(Cluster cluster, Repair repair) {
    Rules rules = MAJORITIES.repair(repair);
    start(cluster, rules, 4);
    List<String> ring = ring(cluster, KEY);
    Client alice = clientOf(cluster, "alice", ring.get(0));
    Client bob = clientOf(cluster, "bob", ring.get(3));
    cluster.await(alice.put(KEY, "old"));
    for (String other : ring.subList(1, 3)) {
      lose(cluster, ring.get(0), other, "Store");
    }
    alice.put(KEY, "new");
    cluster.runFor(Duration.ofMillis(100));
    List<Long> repairs = ring.subList(0, 3).stream()
        .map(owner -> lose(cluster, ring.get(3), owner, "Store"))
        .toList();
    long unheard = lose(cluster, ring.get(3), ring.get(2), "Read");
    Future<Outcome<String>> first = bob.get(KEY);
    cluster.runFor(Duration.ofMillis(300));
    boolean waits = !first.isComplete();
    repairs.stream().filter(loss -> waits).forEach(cluster::end);
    Outcome<String> one = cluster.await(first);
    cluster.end(unheard);
    lose(cluster, ring.get(3), ring.get(0), "Read");
    Outcome<String> other = cluster.await(bob.get(KEY));
    int backwards = Staleness.of(cluster.trace()).backwards();
    return new Verdict(
        one.equals(Outcome.ok("new"))
            && waits == (repair == Repair.FIRST)
            && backwards == (repair == Repair.FIRST ? 0 : 1),
        rules + ": one read sees " + one + ", the next " + other
            + (waits ? "; the first had waited until another owner had it" : ""));
  }

  private static long lose(Cluster cluster, String from, String to, String type) {
    return cluster.begin(new Loss(new Traffic(from, to, type), 1));
  }

  private static Verdict retry(Cluster cluster) {
    start(cluster, MAJORITIES, 3);
    Client alice = clientOf(cluster, "alice", "athens", "byzantium");
    Client bob = clientOf(cluster, "bob", "cyrene");
    cluster.cut("athens", "alice");
    Future<Outcome<String>> late = alice.put(KEY, "of alice");
    cluster.runFor(Duration.ofMillis(100));
    cluster.await(bob.put(KEY, "of bob"));
    boolean askedAgain = !late.isComplete();
    boolean isAcknowledged = cluster.await(late).isOk();
    Outcome<String> read = cluster.await(bob.get(KEY));
    return new Verdict(
        askedAgain && isAcknowledged && read.equals(Outcome.ok("of bob")),
        "alice's write was acknowledged after bob's, and took effect before it: " + read);
  }

  private static Verdict sloppy(Cluster cluster) {
    Rules rules = MAJORITIES.sloppy();
    start(cluster, rules, NODES.size());
    List<String> ring = ring(cluster, KEY);
    Client alice = clientOf(cluster, "alice", ring.get(0));
    Client bob = clientOf(cluster, "bob", ring.get(1));
    cluster.await(alice.put(KEY, "at 0"));
    cluster.partition(
        ring.get(0) + " " + ring.get(3) + " " + ring.get(4) + " alice",
        ring.get(1) + " " + ring.get(2) + " bob");
    for (int i = 1; i <= TIMES; i++) {
      cluster.await(alice.put(KEY, "at " + i));
      cluster.await(bob.get(KEY));
    }
    Staleness apart = Staleness.of(cluster.trace());
    cluster.heal();
    cluster.runFor(Duration.ofSeconds(1));
    cluster.await(bob.get(KEY));
    Staleness all = Staleness.of(cluster.trace());
    return new Verdict(
        apart.equals(new Staleness(TIMES, TIMES, 0)) && all.stale() == TIMES,
        rules + ": " + apart + "; none when the hints had been handed over");
  }

  private static Verdict deleted(Cluster cluster) {
    Duration stay = Duration.ofSeconds(2);
    start(cluster, Rules.of(3, 2, 2).tombstonesStay(stay), 3);
    Outcome<String> inTime = readAfterDelete(cluster, "soon", stay.dividedBy(2));
    Outcome<String> tooLate = readAfterDelete(cluster, "late", stay.multipliedBy(3));
    return new Verdict(
        inTime.equals(Outcome.ok(null)) && tooLate.equals(Outcome.ok("here")),
        "tombstones stay " + stay.toSeconds() + " s; a node that was away half as long: " + inTime
            + ", three times as long: " + tooLate);
  }

  /** A key is deleted while one of its owners is away for so long. */
  private static Outcome<String> readAfterDelete(Cluster cluster, String key, Duration away) {
    Client alice = cluster.client("alice");
    cluster.await(alice.put(key, "here"));
    cluster.runFor(Duration.ofMillis(100)); // the third owner has it too
    cluster.isolate("cyrene");
    cluster.await(alice.delete(key));
    cluster.runFor(away);
    cluster.heal();
    cluster.runFor(Duration.ofSeconds(5));
    return cluster.await(alice.get(key));
  }
}
