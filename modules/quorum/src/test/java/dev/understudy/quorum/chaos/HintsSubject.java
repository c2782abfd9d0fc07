package dev.understudy.quorum.chaos;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.Cluster;
import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.QuorumMessage;
import dev.understudy.quorum.Rules;
import dev.understudy.quorum.Rules.Repair;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Clients write keys of their own under a sloppy quorum, and nothing but hints brings a copy to an
 * owner that was silent. What is read in between is promised by nobody.
 */
public final class HintsSubject implements Subject {
  static final String WRITTEN = "a write is acknowledged";
  static final String HINTED = "a copy is kept for a silent owner";
  static final Rules RULES =
      Rules.of(3, 2, 2).sloppy().repair(Repair.NONE).compareEvery(Duration.ZERO);

  private final String name;
  private final Function<Rules, ? extends Keeper> keepers;

  /** Our nodes. */
  public HintsSubject() {
    this("quorum-sloppy", ShortJournal::new);
  }

  /** Other nodes, which must keep K3. */
  public HintsSubject(String name, Function<Rules, ? extends Keeper> keepers) {
    this.name = name;
    this.keepers = keepers;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Integer> sizes() {
    return List.of(5);
  }

  @Override
  public List<String> bystanders() {
    return QuorumSubject.CLIENTS;
  }

  @Override
  public List<Class<?>> messages() {
    return List.of(QuorumMessage.class, ClientMessage.class);
  }

  @Override
  public Budget budget() {
    return QuorumSubject.withDisks();
  }

  @Override
  public Class<?> acts() {
    return QuorumAct.class;
  }

  @Override
  public Record drawAct(RandomStream random) {
    return new QuorumAct.Write(random.pick(QuorumSubject.CLIENTS), "own");
  }

  @Override
  public String words(Record act) {
    return ((QuorumAct) act).client() + " writes a key of its own";
  }

  @Override
  public List<String> hopes() {
    return List.of(WRITTEN, HINTED);
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    cluster.start(() -> keepers.apply(RULES), nodes.toArray(String[]::new));
    QuorumSubject.CLIENTS.forEach(cluster::client);
    return new HintsPlay(cluster, nodes, sometimes);
  }
}
