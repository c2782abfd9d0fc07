package dev.understudy.replication;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.Outcome;
import dev.understudy.sim.RandomStream;
import dev.understudy.sim.SimulationFailure;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One run of chaos: two clients write, everything that can break breaks, an operator promotes; then
 * all is healed, and what was acknowledged must be there and the cluster must work again.
 */
final class ReplicationChaos {
  /**
   * How a run ended.
   *
   * @param seed its seed
   * @param violation the broken promise in words, or "" if none was broken
   * @param acknowledged how many writes were acknowledged
   * @param lost how many of them are gone
   * @param promotions how often a leader was promoted
   * @param hash the hash of the trace
   */
  record Result(
      long seed, String violation, int acknowledged, int lost, int promotions, long hash) {}

  private static final List<String> NAMES = List.of("athens", "byzantium", "cyrene");
  private static final int ROUNDS = 25;

  private final Cluster cluster;
  private final Mode mode;
  private final RandomStream random;
  private final Operator operator;
  private final Map<String, Future<Outcome<String>>> writes = new LinkedHashMap<>();
  private final List<String> crashed = new ArrayList<>();
  private Future<String> promotion = Future.succeededFuture("");
  private int promotions;
  private int written;

  private ReplicationChaos(
      Cluster cluster, long seed, Mode mode, Supplier<Replica> replicas, Operator operator) {
    this.cluster = cluster;
    this.mode = mode;
    random = new RandomStream(seed, "chaos");
    cluster.start(replicas, NAMES.toArray(String[]::new));
    this.operator = cluster.join("operator", operator);
  }

  static Result run(long seed, Mode mode) {
    return run(seed, mode, () -> new Replica(mode), new Operator(mode));
  }

  static Result run(long seed, Mode mode, Supplier<Replica> replicas, Operator operator) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      ReplicationChaos chaos = new ReplicationChaos(cluster, seed, mode, replicas, operator);
      String violation = "";
      try {
        chaos.breakThings();
        chaos.healThings();
        violation = chaos.judge();
      } catch (SimulationFailure failure) {
        if (!(failure.getCause() instanceof InvariantBroken)) {
          throw failure;
        }
        violation = failure.getMessage();
      }
      return new Result(
          seed,
          violation,
          chaos.acknowledged(),
          chaos.lost(),
          chaos.promotions,
          cluster.trace().hash());
    }
  }

  private void breakThings() {
    for (int round = 0; round < ROUNDS; round++) {
      write("alice");
      write("bob");
      oneFault();
      if (promotion.isComplete() && random.chance(0.4)) {
        promotions++;
        promotion = operator.promoteAfter(random.nextDuration(ms(10), ms(500)));
      }
      cluster.runFor(random.nextDuration(ms(1), ms(300)));
    }
  }

  private void write(String name) {
    Client client = cluster.client(name);
    for (int i = random.nextInt(6); i > 0; i--) {
      String key = "toy/" + ++written;
      writes.put(key, client.put(key, name));
    }
  }

  private void oneFault() {
    String node = random.pick(NAMES);
    switch (random.nextInt(8)) {
      case 0, 1 -> crash(node);
      case 2 -> {
        if (!crashed.contains(node)) {
          cluster.pause(node, random.nextDuration(ms(10), ms(900)));
        }
      }
      case 3 -> cluster.isolate(node);
      case 4 -> cluster.cut(node, random.pick(NAMES));
      case 5 -> cluster.lose(random.nextDouble() * 0.3);
      case 6 -> cluster.network().duplication(0.3);
      default -> {
        cluster.heal();
        restartOne();
      }
    }
  }

  private void crash(String node) {
    if (crashed.contains(node)) {
      restartOne();
    } else {
      cluster.crash(node);
      crashed.add(node);
    }
  }

  private void restartOne() {
    if (!crashed.isEmpty()) {
      cluster.restart(crashed.remove(0));
    }
  }

  /** Everything works again; what is under way may end. */
  private void healThings() {
    cluster.heal();
    while (!crashed.isEmpty()) {
      restartOne();
    }
    NAMES.forEach(cluster::resume);
    cluster.await(promotion);
    promotions++;
    cluster.await(operator.promoteAfter(ms(100)));
    for (Future<Outcome<String>> write : writes.values()) {
      cluster.await(write);
    }
    cluster.runFor(ms(500));
  }

  private String judge() {
    if (!cluster.await(cluster.client("carol").put("last", "works")).isOk()) {
      return "L the healed cluster acknowledges no write";
    }
    cluster.runFor(ms(500));
    Replica.State leader = leader();
    for (String name : NAMES) {
      Replica.State state = cluster.state(name, Replica.State.class);
      if (!state.log().equals(leader.log())) {
        return "R8 " + name + " does not hold the leader's log";
      }
    }
    return mode != Mode.ASYNC && lost() > 0
        ? "R1 " + lost() + " of " + acknowledged() + " acknowledged writes are gone"
        : "";
  }

  private Replica.State leader() {
    return NAMES.stream()
        .map(name -> cluster.state(name, Replica.State.class))
        .filter(state -> state.role().equals("leader"))
        .max((a, b) -> Long.compare(a.epoch(), b.epoch()))
        .orElseThrow();
  }

  private int acknowledged() {
    return (int) writes.values().stream()
        .filter(w -> w.isComplete() && w.result().isOk())
        .count();
  }

  private int lost() {
    Map<String, String> content = NAMES.stream()
        .map(name -> cluster.state(name, Replica.State.class))
        .max((a, b) -> Long.compare(
            a.epoch() * 1_000_000 + a.committed(), b.epoch() * 1_000_000 + b.committed()))
        .orElseThrow()
        .content();
    return (int) writes.entrySet().stream()
        .filter(w -> w.getValue().isComplete() && w.getValue().result().isOk())
        .filter(w -> !content.containsKey(w.getKey()))
        .count();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
