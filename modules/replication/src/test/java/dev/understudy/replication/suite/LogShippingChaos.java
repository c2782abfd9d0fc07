package dev.understudy.replication.suite;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.Outcome;
import dev.understudy.replication.Entry;
import dev.understudy.sim.RandomStream;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One random run of three replicas under all faults that leave disks alone. The leader's disk
 * survives everything, so nothing that it acknowledged may be lost.
 */
final class LogShippingChaos {
  private static final int ROUNDS = 25;
  private static final List<String> MEMBERS = List.of("athens", "byzantium", "cyrene");

  private final Cluster cluster;
  private final LogShippingSuite suite;
  private final RandomStream random;
  private final Map<String, Future<Outcome<String>>> writes = new LinkedHashMap<>();
  private final List<String> crashed = new ArrayList<>();

  LogShippingChaos(Cluster cluster, LogShippingSuite suite) {
    this.cluster = cluster;
    this.suite = suite;
    random = new RandomStream(cluster.trace().seed(), "log shipping");
  }

  void run() {
    cluster.start(suite::replica, MEMBERS.toArray(String[]::new));
    for (int round = 0; round < ROUNDS; round++) {
      write("alice");
      write("bob");
      oneFault();
      cluster.runFor(random.nextDuration(ms(1), ms(200)));
      expectPrefixes();
    }
    heal();
    for (Future<Outcome<String>> write : writes.values()) {
      cluster.await(write);
    }
    suite.expectEqual(cluster, ms(1000));
    expectEveryAcknowledgedWriteOnce();
  }

  private void write(String name) {
    Client client = cluster.client(name);
    for (int i = random.nextInt(8); i > 0; i--) {
      String token = "<" + (writes.size() + 1) + ">";
      writes.put(token, client.append("diary", token));
    }
  }

  private void oneFault() {
    String member = random.pick(MEMBERS);
    switch (random.nextInt(10)) {
      case 0, 1 -> crashOrRestart(member);
      case 2 ->
        ifRunning(member, () -> cluster.pause(member, random.nextDuration(ms(10), ms(400))));
      case 3 -> cluster.isolate(member);
      case 4 -> cluster.cut(member, random.pick(MEMBERS));
      case 5 -> cluster.lose(random.nextDouble() * 0.3);
      case 6, 7 -> {
        cluster.duplicate(0.3);
        cluster.reorder(true);
      }
      case 8 -> ifRunning(member, () -> cluster.slow(member, random.chance(0.5) ? ms(0) : ms(2)));
      default -> {
        cluster.heal();
        restartOne();
      }
    }
  }

  private void ifRunning(String member, Runnable fault) {
    if (!crashed.contains(member)) {
      fault.run();
    }
  }

  private void crashOrRestart(String member) {
    if (crashed.contains(member)) {
      restartOne();
    } else {
      cluster.crash(member);
      crashed.add(member);
    }
  }

  private void restartOne() {
    if (!crashed.isEmpty()) {
      cluster.restart(crashed.remove(0));
    }
  }

  /** Everything works again; what is under way may end. */
  private void heal() {
    cluster.heal();
    while (!crashed.isEmpty()) {
      restartOne();
    }
    MEMBERS.forEach(cluster::resume);
    MEMBERS.forEach(member -> cluster.slow(member, ms(0)));
  }

  /** At every moment; a leader that is down has its log on its disk and shows it when it is back. */
  private void expectPrefixes() {
    if (crashed.contains("athens")) {
      return;
    }
    List<Entry> log = suite.logOf(cluster, "athens");
    for (String member : MEMBERS) {
      if (!crashed.contains(member)) {
        expectPrefix(member, suite.logOf(cluster, member), log);
      }
    }
  }

  private static void expectPrefix(String member, List<Entry> theirs, List<Entry> log) {
    for (int i = 0; i < theirs.size(); i++) {
      if (i >= log.size() || !theirs.get(i).equals(log.get(i))) {
        throw new InvariantBroken(
            Promises.PREFIX,
            "entry " + (i + 1) + " of " + member + " is " + theirs.get(i)
                + ", and that of the leader " + (i < log.size() ? log.get(i) : "is not there"));
      }
    }
  }

  private void expectEveryAcknowledgedWriteOnce() {
    String diary = suite.viewOf(cluster, "athens").content().getOrDefault("diary", "");
    writes.forEach((token, write) -> {
      int times = (diary.length() - diary.replace(token, "").length()) / token.length();
      unless(times <= 1, Promises.APPLIED, token + " was applied " + times + " times");
      unless(
          times == 1 || !write.result().isOk(),
          Promises.STAYS,
          token + " was acknowledged and is gone");
    });
    long acknowledged =
        writes.values().stream().filter(write -> write.result().isOk()).count();
    unless(
        acknowledged * 2 > writes.size(),
        Promises.ASYNC,
        "only " + acknowledged + " of " + writes.size() + " writes were acknowledged");
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
