package dev.understudy.replication.standby;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.Scenario.Verdict;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;
import dev.understudy.replication.Replica;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Stories about standbys that follow each other. */
public final class TreeScenarios {
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private TreeScenarios() {}

  /** All of them, by name. */
  public static List<Scenario> all() {
    return List.of(
        new Scenario(
            "cascade",
            "The middle of a chain dies: the leaf follows somebody else, from its own position",
            TreeScenarios::middleDies),
        new Scenario(
            "cascade-diverged",
            "What an asynchronous failover lost is cut from every standby of the tree",
            TreeScenarios::failover),
        new Scenario(
            "cascade-orphans",
            "Standbys that are cut off from every member do not follow each other in a circle",
            TreeScenarios::orphans));
  }

  /** Three members; delphi follows athens, ephesus follows delphi. */
  private static void stage(Cluster cluster, Mode mode) {
    cluster.start(() -> new Replica(mode), "athens", "byzantium", "cyrene");
    cluster.attach(() -> new Standby("athens"), "delphi");
    cluster.attach(() -> new Standby("delphi"), "ephesus");
    cluster.runFor(Duration.ofSeconds(1));
  }

  private static Verdict middleDies(Cluster cluster) {
    stage(cluster, Mode.QUORUM);
    boolean isChain = standby(cluster, "ephesus").upstream().equals("delphi");
    Client alice = cluster.client("alice");
    Future<Outcome<String>> last = write(alice, 0, 100);
    cluster.runFor(Duration.ofMillis(100));
    cluster.crash("delphi");
    long had = standby(cluster, "ephesus").lastIndex();
    cluster.await(last);
    cluster.runFor(SETTLED);
    Standby.State leaf = standby(cluster, "ephesus");
    boolean isEqual = leaf.log().equals(leader(cluster, "athens").log());
    return new Verdict(
        isChain && isEqual && !leaf.upstream().equals("delphi"),
        "ephesus had " + had + " entries when delphi died; it followed " + leaf.upstream()
            + " from there on, and holds the leader's " + leaf.lastIndex() + ": " + isEqual);
  }

  private static Verdict failover(Cluster cluster) {
    stage(cluster, Mode.ASYNC);
    Operator operator = cluster.join("operator", new Operator());
    Client alice = cluster.client("alice");
    cluster.await(write(alice, 0, 10));
    cluster.partition("athens delphi ephesus alice", "byzantium cyrene operator");
    write(alice, 10, 10);
    cluster.runFor(Duration.ofMillis(300));
    List<Entry> before = standby(cluster, "ephesus").log();
    String promoted = cluster.await(operator.promoteAfter(Duration.ofMillis(100)));
    cluster.client("bob");
    cluster.heal();
    cluster.runFor(SETTLED);
    List<Entry> after = standby(cluster, "ephesus").log();
    boolean isEqual = after.equals(leader(cluster, promoted).log())
        && after.equals(standby(cluster, "delphi").log());
    long cut = before.stream().filter(entry -> !after.contains(entry)).count();
    return new Verdict(
        isEqual && cut > 0,
        "ephesus held " + cut + " entries that " + promoted
            + " never had; both standbys hold its log: " + isEqual);
  }

  private static Verdict orphans(Cluster cluster) {
    cluster.start(() -> new Replica(Mode.QUORUM), "athens", "byzantium", "cyrene");
    cluster.attach(() -> new Standby("athens", "ephesus", "faiyum"), "delphi");
    cluster.attach(() -> new Standby("delphi", "faiyum"), "ephesus");
    cluster.attach(() -> new Standby("ephesus", "delphi"), "faiyum");
    cluster.runFor(Duration.ofSeconds(1));
    cluster.partition("athens byzantium cyrene", "delphi ephesus faiyum");
    boolean isCircle = false;
    for (int i = 0; i < 100; i++) {
      cluster.runFor(Duration.ofMillis(50));
      isCircle |= isCircle(cluster);
    }
    cluster.heal();
    cluster.runFor(SETTLED);
    long fed = List.of("delphi", "ephesus", "faiyum").stream()
        .filter(name -> standby(cluster, name).search().staleBeats() < 5)
        .count();
    return new Verdict(
        !isCircle && fed == 3,
        "for 5 s three orphans looked for an upstream, in a circle: " + isCircle + "; afterwards "
            + fed + " of them hear of the leader again");
  }

  private static boolean isCircle(Cluster cluster) {
    String at = "delphi";
    for (int steps = 0; steps < 3 && isStandby(at); steps++) {
      at = standby(cluster, at).upstream();
    }
    return isStandby(at);
  }

  private static boolean isStandby(String name) {
    return List.of("delphi", "ephesus", "faiyum").contains(name);
  }

  private static Future<Outcome<String>> write(Client client, int from, int many) {
    Future<Outcome<String>> last = Future.succeededFuture(Outcome.ok(""));
    for (int i = from; i < from + many; i++) {
      last = client.put("toy/" + i, "here");
    }
    return last;
  }

  private static Standby.State standby(Cluster cluster, String name) {
    return cluster.state(name, Standby.State.class);
  }

  private static Replica.State leader(Cluster cluster, String name) {
    return cluster.state(name, Replica.State.class);
  }
}
