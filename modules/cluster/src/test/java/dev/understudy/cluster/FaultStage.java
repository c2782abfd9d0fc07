package dev.understudy.cluster;

import dev.understudy.cluster.trace.TraceEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Four members that can be asked what is wrong with them. Asking lets time pass. */
final class FaultStage implements AutoCloseable {
  static final List<String> NAMES = List.of("athens", "byzantium", "cyrene", "delphi");

  final Cluster cluster;
  final Probe prober;
  private long numbers;

  FaultStage(long seed) {
    cluster = Cluster.simulated(seed);
    cluster.start(Probe::new, NAMES.toArray(String[]::new));
    prober = cluster.join("prober", new Probe());
  }

  @Override
  public void close() {
    cluster.close();
  }

  /** Ends a fault, and gives whoever it kept down the time to start. */
  void end(long fault) {
    cluster.end(fault);
    cluster.runFor(Duration.ofMillis(50));
  }

  boolean answers(String name) {
    return cluster.await(prober.ping(name, 1)).isOk();
  }

  /** Whether a member promises to keep a number. */
  boolean keeps(String name) {
    return cluster.await(prober.keepAt(name, ++numbers)).isOk();
  }

  /** How long it takes until a member promises that. */
  Duration keepingTakes(String name) {
    Duration before = cluster.now();
    keeps(name);
    return cluster.now().minus(before);
  }

  /** Of one number that each member tells each other: which do not arrive, as "athens>delphi". */
  List<String> lost() {
    numbers += 100;
    for (String from : NAMES) {
      for (String to : NAMES) {
        if (!from.equals(to)) {
          long number = numbers + NAMES.indexOf(from);
          ((Probe) cluster.nodeOf(from)).tell(to, number, number);
        }
      }
    }
    cluster.runFor(Duration.ofMillis(100));
    List<String> lost = new ArrayList<>();
    for (String from : NAMES) {
      for (String to : NAMES) {
        if (!from.equals(to) && !log(to).contains(numbers + NAMES.indexOf(from))) {
          lost.add(from + ">" + to);
        }
      }
    }
    return lost;
  }

  /** What athens hears of twenty numbers that it is told. */
  List<Long> twenty() {
    int before = log("athens").size();
    cluster.await(prober.tell("athens", numbers + 1, numbers + 20));
    numbers += 20;
    cluster.runFor(Duration.ofMillis(300));
    List<Long> after = log("athens");
    return after.subList(before, after.size());
  }

  List<Long> log(String name) {
    return cluster.state(name, Probe.State.class).log();
  }

  Instant wallClock(String name) {
    return cluster.nodeOf(name).wallClock();
  }

  /** How far the wall clock of athens is ahead of that of byzantium. */
  Duration ahead() {
    return Duration.between(wallClock("byzantium"), wallClock("athens"));
  }

  /** How much more time passes on the clock of athens than in the world, in one second. */
  Duration gains() {
    Duration before = cluster.nodeOf("athens").now();
    cluster.runFor(Duration.ofSeconds(1));
    return cluster.nodeOf("athens").now().minus(before).minusSeconds(1);
  }

  /** How often athens starts within the next second. */
  long starts() {
    Duration now = cluster.now();
    cluster.runFor(Duration.ofSeconds(1));
    return cluster.trace().between(now, cluster.now()).events().stream()
        .filter(TraceEvent.Started.class::isInstance)
        .filter(event -> event.where().equals("athens"))
        .count();
  }

  /** How many of twenty pings of athens within a few seconds are answered. */
  long answersOfTwenty() {
    List<Future<Outcome<Probe.Message.Pong>>> pings = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      pings.add(prober.ping("athens", i));
      cluster.runFor(Duration.ofMillis(70));
    }
    cluster.runFor(Duration.ofMillis(600));
    return pings.stream().filter(ping -> ping.result().isOk()).count();
  }
}
