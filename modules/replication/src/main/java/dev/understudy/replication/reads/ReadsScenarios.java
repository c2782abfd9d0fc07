package dev.understudy.replication.reads;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.Scenario.Verdict;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;
import dev.understudy.replication.Replica;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Stories about reading at replicas. */
public final class ReadsScenarios {
  private static final Duration REACTION = Duration.ofMillis(500);
  private static final Duration FRESH = Duration.ofMillis(200);

  private ReadsScenarios() {}

  /** All of them, by name. */
  public static List<Scenario> all() {
    return List.of(
        new Scenario(
            "lost-and-told",
            "Asynchronous: a reader hears that what it had seen went with the leader",
            ReadsScenarios::lost),
        new Scenario(
            "read-your-writes",
            "A replica that lags shows what somebody wrote when the reader says what it has seen",
            ReadsScenarios::readYourWrites),
        new Scenario(
            "stale-leader",
            "A leader that was cut off cannot promise how old its answers are, and says so",
            ReadsScenarios::staleLeader));
  }

  private static Operator stage(Cluster cluster, Mode mode) {
    cluster.start(() -> new Replica(mode), "athens", "byzantium", "cyrene");
    return cluster.join("operator", new Operator());
  }

  /** Alice writes, and tells the reader where that stands. */
  private static void write(Cluster cluster, Client alice, Reader reader, String value) {
    cluster.await(alice.put("toy", value));
    cluster.await(reader.saw(cluster.await(alice.position())));
  }

  private static Verdict readYourWrites(Cluster cluster) {
    stage(cluster, Mode.QUORUM);
    cluster.network().latency("athens", "cyrene", Duration.ofMillis(30), Duration.ofMillis(60));
    Client alice = cluster.client("alice");
    Reader reader = cluster.join("reader", new Reader("cyrene"));
    write(cluster, alice, reader, "here");
    String any = value(cluster.await(reader.readAny("toy")));
    String own = value(cluster.await(reader.read("toy")));
    return new Verdict(
        own.equals("here"),
        "cyrene showed " + any + " to whom anything is right, and " + own
            + " to who had seen the write");
  }

  private static Verdict lost(Cluster cluster) {
    Operator operator = stage(cluster, Mode.ASYNC);
    Client alice = cluster.client("alice");
    Reader reader = cluster.join("reader", new Reader("byzantium"));
    cluster.await(alice.put("toy", "left paw"));
    cluster.runFor(Duration.ofMillis(100));
    cluster.partition("athens alice", "byzantium cyrene operator reader");
    write(cluster, alice, reader, "right paw");
    cluster.await(operator.promoteAfter(REACTION));
    String first = value(cluster.await(reader.read("toy")));
    String then = value(cluster.await(reader.read("toy")));
    return new Verdict(
        first.startsWith("lost") && then.equals("left paw"),
        "the reader heard \"" + first + "\", and then read " + then);
  }

  private static Verdict staleLeader(Cluster cluster) {
    Operator operator = stage(cluster, Mode.QUORUM);
    Client alice = cluster.client("alice");
    cluster.await(alice.put("toy", "left paw"));
    Reader near = cluster.join("near", new Reader("athens"));
    Reader far = cluster.join("far", new Reader("byzantium", "cyrene"));
    cluster.partition("athens near", "byzantium cyrene operator alice far");
    cluster.await(operator.promoteAfter(REACTION));
    cluster.await(alice.put("toy", "right paw"));
    String any = value(cluster.await(near.read("toy")));
    String bounded = value(cluster.await(near.read("toy", FRESH)));
    String elsewhere = value(cluster.await(far.read("toy", FRESH)));
    return new Verdict(
        bounded.startsWith("too stale") && elsewhere.equals("right paw"),
        "the old leader showed " + any + " when its age did not matter, and else \"" + bounded
            + "\"; the others showed " + elsewhere);
  }

  private static String value(Outcome<Reading> outcome) {
    return outcome instanceof Outcome.Ok<Reading> ok
        ? Objects.toString(ok.value().value(), "nothing")
        : ((Outcome.Fail<Reading>) outcome).reason();
  }
}
