package dev.understudy.chaos;

import dev.understudy.cluster.Cluster;
import dev.understudy.sim.RandomStream;
import java.util.List;

/** What is put under chaos, and what it promises. */
public interface Subject {
  /** Its name in files and on the command line: small letters and hyphens. */
  String name();

  /** The numbers of nodes to try, one of which is drawn for each run; often repeated, often drawn. */
  List<Integer> sizes();

  /** The names of so many nodes, of which the first ones are taken. */
  default List<String> names() {
    return List.of("athens", "byzantium", "cyrene", "delphi", "ephesus", "faiyum", "gortyn");
  }

  /**
   * The names of those who stand beside the members, and whom a partition may cut off with some; they
   * join when it is started.
   */
  List<String> bystanders();

  /**
   * The records that its nodes and bystanders send, or the sealed interfaces of them: faults may hit
   * one type of message alone. Where none are named, every such fault hits them all.
   */
  default List<Class<?>> messages() {
    return List.of();
  }

  /** The faults that its promise covers. */
  Budget budget();

  /** The sealed interface of the records that are its acts, or the one record that is. */
  Class<?> acts();

  /** Draws one act. It names no node: there may be fewer of them when the run is made smaller. */
  Record drawAct(RandomStream random);

  /** What an act is, in words for the report: "alice appends 3 times". */
  default String words(Record act) {
    return act.toString();
  }

  /** Simpler acts that may still do it, the simplest first. */
  default List<Record> simpler(Record act) {
    return List.of();
  }

  /** What must happen in some of many runs, or they prove nothing; each is told by {@link Sometimes#saw}. */
  List<String> hopes();

  /** Starts it, with these members, in a fresh cluster. */
  Play start(Cluster cluster, List<String> nodes, Sometimes sometimes);

  /** One run of it. A broken promise is thrown as {@link dev.understudy.cluster.InvariantBroken}. */
  interface Play {
    /** Does what the act says, and does not wait for it. */
    void act(Record act);

    /** What must hold at every moment; called often. */
    void check();

    /**
     * Judges the run when all is healed but for a minority. Waits for what must come to pass now,
     * within a time that it states, and looks at what was promised.
     *
     * @param core the members that work, a majority
     */
    void judge(List<String> core);
  }
}
