package dev.understudy.replication.suite;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.cluster.fault.Fault.MajoritiesRing;
import dev.understudy.replication.Mode;
import dev.understudy.replication.ReplicationMessage;
import dev.understudy.replication.SemiSync;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Two clients append to one value; with SYNC an operator removes the last member again and again. */
final class SemiSyncAndSyncSubject implements Subject {
  static final String ACKNOWLEDGED = "a write is acknowledged by the mode's rule";
  static final String ALONE = "semi-sync goes on alone";
  static final String OUT = "a member is not in sync";
  static final String BACK = "a member is in sync again";

  private static final SemiSync SOON_ALONE = new SemiSync(1, Duration.ofMillis(300));
  private static final String KEPT = "what disks keep is what is promised";

  /** What happens. */
  sealed interface Act {
    /** A client appends so many times. */
    record Write(String client, int times) implements Act {}

    /** The operator says that the last member is not in sync. */
    record Remove() implements Act {}
  }

  private final AcknowledgementSuite suite;
  private final Mode mode;

  /** The class on trial of this suite, in this mode. */
  SemiSyncAndSyncSubject(AcknowledgementSuite suite, Mode mode) {
    this.suite = suite;
    this.mode = mode;
  }

  @Override
  public String name() {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public List<Integer> sizes() {
    return List.of(3);
  }

  @Override
  public List<String> bystanders() {
    return List.of("alice", "bob", "operator");
  }

  @Override
  public List<Class<?>> messages() {
    return List.of(ReplicationMessage.class, ClientMessage.class);
  }

  @Override
  public Budget budget() {
    return Budget.all()
        .without(DiskLost.class, KEPT)
        .without(BitRot.class, KEPT)
        .without(MajoritiesRing.class, "a ring takes four members, and there are three");
  }

  @Override
  public Class<?> acts() {
    return Act.class;
  }

  @Override
  public Record drawAct(RandomStream random) {
    if (mode == Mode.SYNC && random.chance(0.1)) {
      return new Act.Remove();
    }
    return new Act.Write(random.nextBoolean() ? "alice" : "bob", 1 + random.nextInt(4));
  }

  @Override
  public String words(Record act) {
    if (act instanceof Act.Write write) {
      return write.client() + " appends"
          + (write.times() == 1 ? "" : ", " + write.times() + " times");
    }
    return "the operator removes the last member from those in sync";
  }

  @Override
  public List<Record> simpler(Record act) {
    return act instanceof Act.Write write && write.times() > 1
        ? List.of(new Act.Write(write.client(), 1))
        : List.of();
  }

  @Override
  public List<String> hopes() {
    return mode == Mode.SYNC ? List.of(ACKNOWLEDGED, OUT, BACK) : List.of(ACKNOWLEDGED, ALONE);
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    return new SemiSyncAndSyncPlay(cluster, suite, mode, SOON_ALONE, nodes, sometimes);
  }
}
