package dev.understudy.stateless;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.sim.RandomStream;
import dev.understudy.sim.SimulationFailure;
import dev.understudy.stateless.StatelessMessage.Worked;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One run of chaos: clients append to one value, everything that can break breaks but the disk; then
 * all is healed. What was acknowledged must be there, and everything at most once; and all must work
 * again.
 */
final class StatelessChaos {
  /**
   * How a run ended.
   *
   * @param seed its seed
   * @param violation the broken promise in words, or "" if none was broken
   * @param acknowledged how many appends were acknowledged
   * @param twice how many were applied more than once
   * @param repeated how often the database recognised a command that it had applied
   * @param stale how often it ignored one whose client had gone on
   * @param retried how many requests were sent to more than one API node
   * @param hash the hash of the trace
   */
  record Result(
      long seed,
      String violation,
      int acknowledged,
      int twice,
      long repeated,
      long stale,
      int retried,
      long hash) {}

  private static final int ROUNDS = 25;
  private static final String DIARY = "diary";

  private final Cluster cluster;
  private final StatelessStage stage;
  private final RandomStream random;
  private final List<String> names = new ArrayList<>(StatelessStage.POOL);
  private final Map<String, Future<Outcome<String>>> appends = new LinkedHashMap<>();
  private final List<String> crashed = new ArrayList<>();
  private String diary = "";

  private StatelessChaos(
      Cluster cluster, Supplier<Database> database, Supplier<LoadBalancer> loadBalancer) {
    this.cluster = cluster;
    random = new RandomStream(cluster.trace().seed(), "chaos");
    stage = StatelessStage.in(cluster, database, loadBalancer);
    names.add(StatelessStage.FRONT);
    names.add(StatelessStage.DATABASE);
    names.add(StatelessStage.DATABASE); // twice: its faults are those that matter most
  }

  static Result run(long seed) {
    return run(seed, Database::new, () -> new LoadBalancer(StatelessStage.POOL));
  }

  static Result run(long seed, Supplier<Database> database, Supplier<LoadBalancer> loadBalancer) {
    try (Cluster cluster = Cluster.simulated(seed)) {
      StatelessChaos chaos = new StatelessChaos(cluster, database, loadBalancer);
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
      Trace trace = cluster.trace();
      return new Result(
          seed,
          violation,
          (int) chaos.appends.values().stream().filter(StatelessChaos::isOk).count(),
          (int) chaos.appends.keySet().stream().filter(t -> chaos.times(t) > 1).count(),
          remarks(trace, "knows "),
          remarks(trace, "ignores "),
          Served.of(trace).retried(),
          trace.hash());
    }
  }

  private static long remarks(Trace trace, String begin) {
    return trace.events().stream()
        .filter(e -> e instanceof TraceEvent.Noted noted && noted.remark().startsWith(begin))
        .count();
  }

  private void breakThings() {
    for (int round = 0; round < ROUNDS; round++) {
      for (Client client : stage.clients()) {
        for (int i = random.nextInt(4); i > 0; i--) {
          String token = "<" + (appends.size() + 1) + ">";
          appends.put(token, client.append(DIARY, token));
        }
      }
      oneFault();
      cluster.runFor(random.nextDuration(ms(1), ms(300)));
    }
  }

  private void oneFault() {
    String node = random.pick(names);
    switch (random.nextInt(9)) {
      case 0, 1 -> crashOrRestart(node);
      case 2 -> ifRunning(node, () -> cluster.pause(node, random.nextDuration(ms(10), ms(900))));
      case 3 -> cluster.isolate(node);
      case 4 -> cluster.cut(node, random.pick(names));
      case 5 -> cluster.lose(random.nextDouble() * 0.3);
      case 6 -> {
        cluster.duplicate(0.3);
        cluster.reorder(random.nextBoolean());
      }
      case 7 -> ifRunning(node, () -> cluster.slow(node, random.chance(0.5) ? ms(0) : ms(3)));
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

  private void crashOrRestart(String node) {
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
    cluster.members().forEach(cluster::resume);
    cluster.members().forEach(name -> cluster.slow(name, ms(0)));
    appends.values().forEach(cluster::await);
    cluster.runFor(ms(1000)); // the checks have found out again who answers
  }

  private String judge() {
    Client judge = cluster.join("judge", new Client(StatelessStage.FRONT));
    Outcome<String> last = cluster.await(judge.append(DIARY, "<end>"));
    if (!(last instanceof Outcome.Ok<String> ok)) {
      return "L the healed cluster does not answer: " + last;
    }
    diary = String.valueOf(ok.value());
    for (Map.Entry<String, Future<Outcome<String>>> append : appends.entrySet()) {
      int times = times(append.getKey());
      Outcome<String> outcome = append.getValue().result();
      if (times > 1 || times == 1 && outcome instanceof Outcome.Fail<String>) {
        return "X1 " + append.getKey() + " was applied " + times + " times, outcome " + outcome;
      }
      if (times == 0 && outcome.isOk()) {
        return "X3 " + append.getKey() + " was acknowledged and is gone";
      }
    }
    return differentAnswers(cluster.trace());
  }

  /** What API nodes have reported of one command is the same each time. */
  private static String differentAnswers(Trace trace) {
    Map<String, Done> first = new LinkedHashMap<>();
    for (TraceEvent event : trace.events()) {
      if (event instanceof TraceEvent.Sent sent
          && sent.message() instanceof Worked worked
          && worked.answer() instanceof Done done) {
        Done before = first.putIfAbsent(worked.client() + " " + worked.sequence(), done);
        if (before != null && !before.equals(done)) {
          return "X2 " + worked.client() + " was answered " + before + ", then " + done;
        }
      }
    }
    return "";
  }

  private int times(String token) {
    return StatelessStage.times(token, diary);
  }

  private static boolean isOk(Future<Outcome<String>> append) {
    return append.isComplete() && append.result().isOk();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
