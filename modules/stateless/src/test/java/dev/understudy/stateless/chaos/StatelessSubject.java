package dev.understudy.stateless.chaos;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.sim.RandomStream;
import dev.understudy.stateless.StatelessStage;
import dev.understudy.stateless.chaos.StatelessAct.Write;
import java.util.ArrayList;
import java.util.List;

/** Clients append to one value, through the load balancer and API nodes, in a lone database. */
public final class StatelessSubject implements Subject {
  static final String ACKNOWLEDGED = "an append is acknowledged";
  static final String UNKNOWN = "a client never learns what became of its append";
  static final String WORKS_AGAIN = "all that is needed is healed";

  private static final List<String> CLIENTS = List.of("alice", "bob", "carol", "dave");

  @Override
  public String name() {
    return "stateless";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(names().size());
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(StatelessStage.DATABASE, StatelessStage.FRONT));
    names.addAll(StatelessStage.POOL);
    return names;
  }

  @Override
  public List<String> bystanders() {
    return CLIENTS;
  }

  @Override
  public Budget budget() {
    return Budget.all()
        .without(
            DiskLost.class,
            "nobody can take the lone database's place: the story database-loses-disk tells what that"
                + " costs")
        .without(
            BitRot.class,
            "a lone database with a rotten journal refuses to start, and no other one has the data:"
                + " see the journal's own column");
  }

  @Override
  public Class<?> acts() {
    return StatelessAct.class;
  }

  @Override
  public Record drawAct(RandomStream random) {
    return new Write(random.pick(CLIENTS), 1 + random.nextInt(4));
  }

  @Override
  public String words(Record act) {
    Write write = (Write) act;
    return write.client() + " appends"
        + (write.times() == 1 ? "" : ", " + write.times() + " times");
  }

  @Override
  public List<Record> simpler(Record act) {
    Write write = (Write) act;
    return write.times() == 1 ? List.of() : List.of(new Write(write.client(), 1));
  }

  @Override
  public List<String> hopes() {
    return List.of(ACKNOWLEDGED, UNKNOWN, WORKS_AGAIN);
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    StatelessStage.in(cluster);
    return new StatelessPlay(cluster, sometimes);
  }
}
