package dev.understudy.stateless;

import dev.understudy.checker.Drill;
import dev.understudy.checker.DrillRun;
import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.Trace;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A load balancer, four API nodes, a lone database and four clients, who know the load balancer only;
 * in any world.
 */
public final class StatelessStage {
  /** The load balancer. */
  public static final String FRONT = "front";

  /** The API nodes. */
  public static final List<String> POOL = List.of("athens", "byzantium", "cyrene", "delphi");

  /** The lone node with state. */
  public static final String DATABASE = "database";

  static final List<String> CLIENTS = List.of("alice", "bob", "carol", "dave");

  private static final String AUDITOR = "auditor";
  private static final int WRITES_OF_EACH = 60;
  private static final Duration BEFORE_THE_TROUBLE = Duration.ofMillis(200);

  /**
   * How a run with one failure went.
   *
   * @param served what the clients got, the auditor apart
   * @param drill what the failure cost in acknowledged writes and in time
   * @param trace all that happened
   */
  public record Played(Served served, DrillRun drill, Trace trace) {}

  private final Cluster cluster;
  private final List<Client> clients;

  private StatelessStage(Cluster cluster, List<Client> clients) {
    this.cluster = cluster;
    this.clients = clients;
  }

  /** Starts all of them. */
  public static StatelessStage in(Cluster cluster) {
    return in(cluster, Database::new, () -> new LoadBalancer(POOL));
  }

  static StatelessStage in(
      Cluster cluster, Supplier<Database> database, Supplier<LoadBalancer> loadBalancer) {
    cluster.start(loadBalancer, FRONT);
    cluster.start(() -> new ApiNode(DATABASE), POOL.toArray(String[]::new));
    cluster.start(database, DATABASE);
    cluster.network().latency(Duration.ofNanos(500_000), Duration.ofMillis(2));
    return new StatelessStage(
        cluster,
        CLIENTS.stream().map(name -> cluster.join(name, new Client(FRONT))).toList());
  }

  /** The clients, in the order of their names. */
  public List<Client> clients() {
    return clients;
  }

  /**
   * Each client writes, one write after the other; soon comes the trouble; when every write has its
   * outcome, an auditor reads every key.
   */
  public Played play(Runnable trouble) {
    List<String> keys = new ArrayList<>();
    List<Future<Outcome<String>>> writes = new ArrayList<>();
    for (Client client : clients) {
      for (int i = 1; i <= WRITES_OF_EACH; i++) {
        keys.add(client.self() + "/" + i);
        writes.add(client.put(client.self() + "/" + i, "done"));
      }
    }
    cluster.runFor(BEFORE_THE_TROUBLE);
    trouble.run();
    writes.forEach(cluster::await);
    Served served = Served.of(cluster.trace());
    Client auditor = cluster.join(AUDITOR, new Client(FRONT));
    keys.forEach(key -> cluster.await(auditor.get(key)));
    return new Played(served, Drill.measure(cluster.trace(), AUDITOR), cluster.trace());
  }

  /** What a key holds, as an auditor reads it; "" if nothing, or nobody answers. */
  String read(String key) {
    Client auditor = cluster.join(AUDITOR, new Client(FRONT));
    return cluster.await(auditor.get(key)) instanceof Outcome.Ok<String> ok && ok.value() != null
        ? ok.value()
        : "";
  }

  /** How often a token stands in a text. */
  static int times(String token, String text) {
    return (text.length() - text.replace(token, "").length()) / token.length();
  }
}
