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
 * One run of chaos: two clients append to one value, everything that can break breaks, two operators
 * who do not know of each other promote; then all is healed. What was acknowledged must be there, and
 * once; what failed must not; and the cluster must work again.
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

  private static final int ROUNDS = 25;

  private final Cluster cluster;
  private final List<String> names;
  private final Mode mode;
  private final RandomStream random;
  private final Operator operator;
  private final Operator rival; // who does not know of the other
  private final Map<String, Future<Outcome<String>>> writes = new LinkedHashMap<>();
  private final List<String> crashed = new ArrayList<>();
  private Future<String> promotion = Future.succeededFuture("");
  private Future<String> rivalry = Future.succeededFuture("");
  private int promotions;
  private int written;
  private String content = ""; // of the diary, read at the end

  private ReplicationChaos(
      Cluster cluster, long seed, Mode mode, Supplier<Replica> replicas, Operator operator) {
    this.cluster = cluster;
    this.mode = mode;
    random = new RandomStream(seed, "chaos");
    names = List.of("athens", "byzantium", "cyrene", "delphi", "ephesus")
        .subList(0, random.chance(0.3) ? 5 : 3);
    cluster.start(replicas, names.toArray(String[]::new));
    this.operator = cluster.join("operator", operator);
    rival = cluster.join("rival", new Operator());
  }

  static Result run(long seed, Mode mode) {
    return run(seed, mode, () -> new Replica(mode), new Operator());
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
      if (rivalry.isComplete() && random.chance(0.2)) {
        rivalry = rival.promoteAfter(random.nextDuration(ms(10), ms(500)));
      }
      cluster.runFor(random.nextDuration(ms(1), ms(300)));
    }
  }

  private void write(String name) {
    Client client = cluster.client(name);
    for (int i = random.nextInt(6); i > 0; i--) {
      String token = "<" + ++written + ">";
      writes.put(token, client.append("diary", token));
    }
  }

  private void oneFault() {
    String node = random.pick(names);
    switch (random.nextInt(10)) {
      case 0, 1 -> crash(node);
      case 2 -> ifRunning(node, () -> cluster.pause(node, random.nextDuration(ms(10), ms(900))));
      case 3 -> cluster.isolate(node);
      case 4 -> cluster.cut(node, random.pick(names));
      case 5 -> cluster.lose(random.nextDouble() * 0.3);
      case 6 -> {
        cluster.duplicate(0.3);
        cluster.reorder(random.nextBoolean());
      }
      case 7 -> ifRunning(node, () -> cluster.slow(node, random.chance(0.5) ? ms(0) : ms(3)));
      case 8 -> {
        int cut = 1 + random.nextInt(names.size() - 1);
        cluster.partition(
            String.join(" ", names.subList(0, cut)) + " operator alice",
            String.join(" ", names.subList(cut, names.size())) + " rival bob");
      }
      default -> {
        cluster.heal();
        restartOne();
      }
    }
  }

  private void ifRunning(String node, Runnable fault) {
    if (!crashed.contains(node)) {
      fault.run();
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
    names.forEach(cluster::resume);
    names.forEach(name -> cluster.slow(name, ms(0)));
    cluster.await(promotion);
    cluster.await(rivalry);
    promotions++;
    cluster.await(operator.promoteAfter(ms(100)));
    for (Future<Outcome<String>> write : writes.values()) {
      cluster.await(write);
    }
    cluster.runFor(ms(500));
  }

  private String judge() {
    Outcome<String> read = cluster.await(cluster.client("carol").get("diary"));
    if (!(read instanceof Outcome.Ok<String> diary)) {
      return "L the healed cluster does not answer: " + read;
    }
    content = String.valueOf(diary.value());
    cluster.runFor(ms(500));
    Replica.State leader = leader();
    for (String name : names) {
      if (!cluster.state(name, Replica.State.class).log().equals(leader.log())) {
        return "R8 " + name + " does not hold the leader's log";
      }
    }
    for (Map.Entry<String, Future<Outcome<String>>> write : writes.entrySet()) {
      Outcome<String> outcome = write.getValue().result();
      int times = times(write.getKey());
      if (times > 1 || times == 1 && outcome instanceof Outcome.Fail<String>) {
        return "R6 " + write.getKey() + " was applied " + times + " times, its outcome " + outcome;
      }
    }
    return mode != Mode.ASYNC && lost() > 0
        ? "R1 " + lost() + " of " + acknowledged() + " acknowledged writes are gone"
        : "";
  }

  private Replica.State leader() {
    return names.stream()
        .map(name -> cluster.state(name, Replica.State.class))
        .filter(state -> state.role().equals("leader"))
        .max((a, b) -> Long.compare(a.epoch(), b.epoch()))
        .orElseThrow();
  }

  private int times(String token) {
    return (content.length() - content.replace(token, "").length()) / token.length();
  }

  private int acknowledged() {
    return (int)
        writes.values().stream().filter(ReplicationChaos::isAcknowledged).count();
  }

  private int lost() {
    return (int) writes.entrySet().stream()
        .filter(write -> isAcknowledged(write.getValue()) && times(write.getKey()) == 0)
        .count();
  }

  private static boolean isAcknowledged(Future<Outcome<String>> write) {
    return write.isComplete() && write.result().isOk();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
