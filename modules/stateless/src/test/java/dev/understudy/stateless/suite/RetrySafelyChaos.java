package dev.understudy.stateless.suite;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.sim.RandomStream;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One random run of one store and three clients under all faults that leave the disk alone. */
final class RetrySafelyChaos {
  private static final int ROUNDS = 25;
  private static final String STORE = "athens";

  private final Cluster cluster;
  private final RetrySafelySuite suite;
  private final RandomStream random;
  private final List<Node> clients = new ArrayList<>();
  private final Map<String, Future<Outcome<String>>> writes = new LinkedHashMap<>();
  private boolean crashed;

  RetrySafelyChaos(Cluster cluster, RetrySafelySuite suite) {
    this.cluster = cluster;
    this.suite = suite;
    random = new RandomStream(cluster.trace().seed(), "retry safely");
  }

  void run() {
    cluster.start(suite::store, STORE);
    for (String name : List.of("alice", "bob", "carol")) {
      clients.add(cluster.join(name, suite.client()));
    }
    for (int round = 0; round < ROUNDS; round++) {
      clients.forEach(this::write);
      oneFault();
      cluster.runFor(random.nextDuration(ms(1), ms(200)));
    }
    heal();
    cluster.runFor(Duration.ofSeconds(15)); // who has given up meanwhile has begun anew
    expectEachOnce();
  }

  private void write(Node client) {
    for (int i = random.nextInt(4); i > 0; i--) {
      String token = "<" + (writes.size() + 1) + ">";
      writes.put(token, suite.execute(client, new Command.Append("diary", token)));
    }
  }

  private void oneFault() {
    switch (random.nextInt(9)) {
      case 0, 1 -> crashOrRestart();
      case 2 -> ifRunning(() -> cluster.pause(STORE, random.nextDuration(ms(10), ms(400))));
      case 3 -> cluster.isolate(STORE);
      case 4 -> cluster.cut(STORE, random.pick(clients).self());
      case 5 -> cluster.lose(random.nextDouble() * 0.3);
      case 6, 7 -> {
        cluster.duplicate(0.3);
        cluster.network().latency(ms(1), random.nextDuration(ms(2), ms(300)));
        cluster.reorder(true);
      }
      default -> {
        cluster.heal();
        ifCrashed();
      }
    }
  }

  private void ifRunning(Runnable fault) {
    if (!crashed) {
      fault.run();
    }
  }

  private void crashOrRestart() {
    if (crashed) {
      ifCrashed();
    } else {
      cluster.crash(STORE);
      crashed = true;
    }
  }

  private void ifCrashed() {
    if (crashed) {
      cluster.restart(STORE);
      crashed = false;
    }
  }

  /** Everything works again; what is under way may end. */
  private void heal() {
    cluster.heal();
    cluster.network().latency(ms(1), ms(2));
    ifCrashed();
    cluster.resume(STORE);
  }

  private void expectEachOnce() {
    String diary = suite.contentOf(cluster, STORE).getOrDefault("diary", "");
    writes.forEach((token, write) -> {
      unless(write.isComplete(), Promises.LIVE, "nothing was ever said of " + token);
      int times = (diary.length() - diary.replace(token, "").length()) / token.length();
      unless(times <= 1, Promises.ONCE, token + " was applied " + times + " times");
      unless(
          times == 1 || !write.result().isOk(),
          Promises.STAYS,
          token + " was acknowledged and is gone");
      unless(
          times == 0 || !(write.result() instanceof Outcome.Fail<String>),
          Promises.KNOWN,
          token + " was said to have failed and was applied");
    });
    long acknowledged =
        writes.values().stream().filter(write -> write.result().isOk()).count();
    unless(
        acknowledged * 2 > writes.size(),
        Promises.LIVE,
        "only " + acknowledged + " of " + writes.size() + " were acknowledged");
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
