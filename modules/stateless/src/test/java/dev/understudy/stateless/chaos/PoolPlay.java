package dev.understudy.stateless.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.stateless.LoadBalancer;
import dev.understudy.stateless.StatelessStage;
import dev.understudy.stateless.chaos.StatelessAct.Append;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One run: a client waits as long as silent API nodes take, and they are soon left alone. */
final class PoolPlay implements Subject.Play {
  private static final String RETRIED =
      "X4 what an API node does not answer is sent to another one, and the client notices no more"
          + " than the time";
  private static final String SUSPECTED = "X5 a silent API node is suspected";
  private static final Duration OF_ONE = Duration.ofMillis(150); // so long the balancer waits
  private static final Duration ROUND_TRIPS = Duration.ofMillis(30);
  private static final Duration UNTIL_TRUSTED =
      Duration.ofMillis(50); // what was on its way is lost
  private static final Duration UNTIL_CHECKED = Duration.ofMillis(500);

  /** A request under way, and who was down at some time since. */
  private static final class Waiting {
    private final Duration since;
    private final List<String> silent = new ArrayList<>();
    private Duration ended;

    Waiting(Duration since) {
      this.since = since;
    }
  }

  private final Cluster cluster;
  private final Sometimes sometimes;
  private final Map<String, Client> clients = new TreeMap<>();
  private final Map<String, Waiting> underWay = new TreeMap<>();
  private final Map<String, Duration> downSince = new TreeMap<>();
  private final Map<String, Duration> lastDown = new TreeMap<>();

  PoolPlay(Cluster cluster, Sometimes sometimes) {
    this.cluster = cluster;
    this.sometimes = sometimes;
    StatelessSubject.CLIENTS.forEach(
        name -> clients.put(name, cluster.join(name, new Client(StatelessStage.FRONT))));
  }

  @Override
  public void act(Record act) {
    String name = ((Append) act).client();
    if (!underWay.containsKey(name)) {
      Waiting waiting = new Waiting(cluster.now());
      lastDown.forEach((node, at) -> {
        if (waiting.since.minus(at).compareTo(UNTIL_TRUSTED) < 0) {
          note(waiting, node);
        }
      });
      underWay.put(name, waiting);
      clients.get(name).append("diary", ".").onComplete(done -> waiting.ended = cluster.now());
    }
  }

  @Override
  public void check() {
    for (String node : StatelessStage.POOL) {
      if (cluster.isRunning(node)) {
        downSince.remove(node);
      } else {
        downSince.putIfAbsent(node, cluster.now());
        lastDown.put(node, cluster.now());
        underWay.values().forEach(waiting -> note(waiting, node));
      }
    }
    checkWaits();
    checkSuspicions();
  }

  private static void note(Waiting waiting, String node) {
    if (!waiting.silent.contains(node)) {
      waiting.silent.add(node);
    }
  }

  private void checkWaits() {
    underWay.forEach((name, waiting) -> {
      Duration waited =
          (waiting.ended == null ? cluster.now() : waiting.ended).minus(waiting.since);
      Duration most = OF_ONE.multipliedBy(waiting.silent.size()).plus(ROUND_TRIPS);
      boolean isAnybodyThere = waiting.silent.size() < StatelessStage.POOL.size();
      unless(
          waited.compareTo(most) <= 0 || !isAnybodyThere,
          RETRIED,
          () ->
              name + " waited " + waited.toMillis() + " ms while " + waiting.silent + " were down");
      sometimes.saw(PoolSubject.MANY_SILENT, waited.compareTo(OF_ONE) > 0 ? 1 : 0);
    });
    underWay.values().removeIf(waiting -> waiting.ended != null);
  }

  private void checkSuspicions() {
    List<String> suspected =
        cluster.state(StatelessStage.FRONT, LoadBalancer.State.class).suspected();
    sometimes.saw(PoolSubject.SUSPECTED, suspected.size());
    downSince.forEach((node, since) -> unless(
        suspected.contains(node) || cluster.now().minus(since).compareTo(UNTIL_CHECKED) < 0,
        SUSPECTED,
        () -> node + " is down for " + cluster.now().minus(since).toMillis() + " ms and is not"));
  }

  @Override
  public void judge(List<String> core) {
    cluster.runFor(Duration.ofMillis(20));
    check();
  }
}
