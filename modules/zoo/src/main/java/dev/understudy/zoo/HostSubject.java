package dev.understudy.zoo;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.Probe;
import dev.understudy.cluster.Probe.Message.Kept;
import dev.understudy.sim.RandomStream;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/** What hosts every protocol: a node keeps numbers that another one hands it, and crashes. */
final class HostSubject implements Subject {
  private static final String DURABLE_FIRST =
      "W4 nothing leaves a node before what it stands on is durable";
  private static final String CONFIRMED = "a number is confirmed";
  private static final String KEEPER = "athens";

  /** What the other node does. */
  sealed interface HostAct {
    /** It hands over the next number, unless one is under way. */
    record HandOver() implements HostAct {}
  }

  private final String name;
  private final Supplier<? extends Probe> keepers;

  HostSubject(String name, Supplier<? extends Probe> keepers) {
    this.name = name;
    this.keepers = keepers;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Integer> sizes() {
    return List.of(1);
  }

  @Override
  public List<String> names() {
    return List.of(KEEPER);
  }

  @Override
  public List<String> bystanders() {
    return List.of("prober");
  }

  @Override
  public List<Class<?>> messages() {
    return List.of(Probe.Message.class);
  }

  @Override
  public Budget budget() {
    return Lives.lossless("there is no copy");
  }

  @Override
  public Class<?> acts() {
    return HostAct.class;
  }

  @Override
  public Record drawAct(RandomStream random) {
    return new HostAct.HandOver();
  }

  @Override
  public String words(Record act) {
    return "prober hands over the next number, unless one is under way";
  }

  @Override
  public List<String> hopes() {
    return List.of(CONFIRMED);
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    cluster.start(keepers, KEEPER);
    return new Keeping(cluster, cluster.join("prober", new Probe()), sometimes);
  }

  private static final class Keeping implements Play {
    private final Cluster cluster;
    private final Probe prober;
    private final Sometimes sometimes;
    private long last;
    private long confirmed;
    private Future<Outcome<Kept>> underWay = Future.succeededFuture();

    Keeping(Cluster cluster, Probe prober, Sometimes sometimes) {
      this.cluster = cluster;
      this.prober = prober;
      this.sometimes = sometimes;
    }

    @Override
    public void act(Record act) {
      if (underWay.isComplete()) {
        long number = ++last;
        underWay = prober.keepAt(KEEPER, number).onSuccess(outcome -> {
          if (outcome.isOk()) {
            confirmed = number;
            sometimes.saw(CONFIRMED);
          }
        });
      }
    }

    @Override
    public void check() {
      if (cluster.isRunning(KEEPER)) {
        long kept = cluster.state(KEEPER, Probe.State.class).kept();
        InvariantBroken.unless(
            kept >= confirmed,
            DURABLE_FIRST,
            () -> "number " + confirmed + " was confirmed, and the last that is there is " + kept);
      }
    }

    @Override
    public void judge(List<String> core) {
      cluster.await(underWay);
      check();
    }
  }
}
