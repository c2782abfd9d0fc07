package dev.understudy.chaos;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.sim.RandomStream;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A client asks the first of some keepers, the others stand by: what it was answered must be kept. */
final class KeeperSubject implements Subject {
  sealed interface KeeperAct {
    record Ask(int times) implements KeeperAct {}
  }

  static final String ANSWERED = "a request is answered";
  static final String NEVER = "water runs uphill";
  private static final String KEPT = "K1 what was answered is kept";

  private final Supplier<Keeper> keepers;
  private final List<String> hopes;

  KeeperSubject(Supplier<Keeper> keepers, String... hopes) {
    this.keepers = keepers;
    this.hopes = List.of(hopes);
  }

  @Override
  public String name() {
    return "keeper";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(3, 5);
  }

  @Override
  public List<String> bystanders() {
    return List.of("alice");
  }

  @Override
  public List<Class<?>> messages() {
    return List.of(ClientMessage.class);
  }

  @Override
  public Budget budget() {
    return Budget.all()
        .without(DiskLost.class, "there is no copy")
        .without(BitRot.class, "there is no copy");
  }

  @Override
  public Class<?> acts() {
    return KeeperAct.class;
  }

  @Override
  public Record drawAct(RandomStream random) {
    return new KeeperAct.Ask(1 + random.nextInt(4));
  }

  @Override
  public String words(Record act) {
    return "alice asks, " + ((KeeperAct.Ask) act).times() + " times";
  }

  @Override
  public List<Record> simpler(Record act) {
    int times = ((KeeperAct.Ask) act).times();
    return times > 1 ? List.of(new KeeperAct.Ask(times - 1)) : List.of();
  }

  @Override
  public List<String> hopes() {
    return hopes;
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    cluster.start(keepers, nodes.toArray(String[]::new));
    Client alice = cluster.join("alice", new Client(nodes.get(0)));
    return new Keeping(cluster, nodes.get(0), alice, sometimes);
  }

  private record Asked(long number, Future<Outcome<String>> answer) {}

  private static final class Keeping implements Play {
    private final Cluster cluster;
    private final String keeper;
    private final Client alice;
    private final Sometimes sometimes;
    private final List<Asked> asked = new ArrayList<>();

    Keeping(Cluster cluster, String keeper, Client alice, Sometimes sometimes) {
      this.cluster = cluster;
      this.keeper = keeper;
      this.alice = alice;
      this.sometimes = sometimes;
    }

    @Override
    public void act(Record act) {
      for (int i = 0; i < ((KeeperAct.Ask) act).times(); i++) {
        asked.add(new Asked(asked.size() + 1, alice.put("paw", "left")));
      }
    }

    @Override
    public void check() {
      if (cluster.isRunning(keeper)) {
        List<Long> kept = cluster.state(keeper, Keeper.State.class).numbers();
        for (Asked one : asked) {
          boolean isAnswered =
              one.answer().isComplete() && one.answer().result().isOk();
          InvariantBroken.unless(
              !isAnswered || kept.contains(one.number()),
              KEPT,
              () -> "request " + one.number() + " was answered, and is not there");
        }
      }
    }

    @Override
    public void judge(List<String> core) {
      if (core.contains(keeper)) {
        Within within = new Within(cluster, Duration.ofMinutes(2));
        for (Asked one : asked) {
          Outcome<String> outcome =
              within.await(one.answer(), "L in the end everybody is answered");
          sometimes.saw(ANSWERED, outcome.isOk() ? 1 : 0);
        }
      }
      check();
    }
  }
}
