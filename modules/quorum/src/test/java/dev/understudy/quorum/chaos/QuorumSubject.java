package dev.understudy.quorum.chaos;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.QuorumMessage;
import dev.understudy.quorum.Rules;
import dev.understudy.sim.RandomStream;
import java.util.List;
import java.util.function.Function;

/** Three clients read, write and delete two keys; what they see must be linearizable. */
public final class QuorumSubject implements Subject {
  static final String WRITTEN = "a write is acknowledged";
  static final String READ = "a value is read";
  static final String GONE = "a key is read as absent after it was written";
  static final String AGAIN = "a client has to ask again for its write";
  static final List<String> CLIENTS = List.of("alice", "bob", "carol");
  static final List<String> KEYS = List.of("ball", "toy");

  private final String name;
  private final Rules rules;
  private final List<Integer> sizes;
  private final Function<Rules, ? extends Keeper> keepers;

  /** Our nodes under rules that make reads and writes linearizable. */
  public QuorumSubject(String name, Rules rules, List<Integer> sizes) {
    this(name, rules, sizes, ShortJournal::new);
  }

  /** Other nodes under such rules. */
  public QuorumSubject(
      String name, Rules rules, List<Integer> sizes, Function<Rules, ? extends Keeper> keepers) {
    this.name = name;
    this.rules = rules;
    this.sizes = sizes;
    this.keepers = keepers;
  }

  /** Three copies, two of them read and two written, on three or four nodes. */
  public static QuorumSubject majorities() {
    return majorities("quorum", ShortJournal::new);
  }

  /** The same under another name, with other nodes. */
  public static QuorumSubject majorities(String name, Function<Rules, ? extends Keeper> keepers) {
    return new QuorumSubject(name, Rules.of(3, 2, 2), List.of(3, 3, 4), keepers);
  }

  /** Ours, with different numbers; and with a sloppy quorum, which promises less. */
  public static List<Subject> all() {
    return List.of(
        majorities(),
        new QuorumSubject("quorum-five", Rules.of(5, 3, 3), List.of(5)),
        new QuorumSubject("quorum-few-writes", Rules.of(4, 3, 2), List.of(4)),
        new HintsSubject());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Integer> sizes() {
    return sizes;
  }

  @Override
  public List<String> bystanders() {
    return CLIENTS;
  }

  @Override
  public List<Class<?>> messages() {
    return List.of(QuorumMessage.class, ClientMessage.class);
  }

  @Override
  public Budget budget() {
    return withDisks();
  }

  /** Every fault but a disk that has forgotten. */
  static Budget withDisks() {
    return Budget.all()
        .without(
            DiskLost.class,
            "a node that comes back with an empty disk has forgotten writes that it was counted for,"
                + " and which versions it had agreed to: r and w meet no more until it is repaired")
        .without(
            BitRot.class,
            "rot in the last record looks like a torn write, which recovery cuts: the node comes"
                + " back without a copy that it was counted for");
  }

  @Override
  public Class<?> acts() {
    return QuorumAct.class;
  }

  @Override
  public Record drawAct(RandomStream random) {
    return (Record) QuorumAct.draw(random, CLIENTS, KEYS);
  }

  @Override
  public String words(Record act) {
    return ((QuorumAct) act).words();
  }

  @Override
  public List<String> hopes() {
    return List.of(WRITTEN, READ, GONE, AGAIN);
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    cluster.start(() -> keepers.apply(rules), nodes.toArray(String[]::new));
    CLIENTS.forEach(cluster::client);
    return new QuorumPlay(cluster, rules, sometimes);
  }
}
