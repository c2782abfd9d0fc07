package dev.understudy.replication;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.replication.standby.Standby;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An old leader went on alone, and a snapshot stands for what nobody else has ever heard of. */
class PartedScenarioTest {
  private static final LogBounds SHORT = new LogBounds(20, 5, 50, 2);

  private static final class Bounded extends Replica {
    Bounded() {
      super(Mode.ASYNC);
    }

    @Override
    protected LogBounds logBounds() {
      return SHORT;
    }
  }

  private final Cluster cluster = Cluster.simulated(1);
  private Client alice;
  private Client bob;
  private Operator operator;
  private String leader;

  @AfterEach
  void close() {
    cluster.close();
  }

  /** Athens is cut off with alice, and acknowledges what is going to be lost; one of the others leads. */
  private void part(String... others) {
    cluster.start(
        Bounded::new, Stream.concat(Stream.of("athens"), Stream.of(others)).toArray(String[]::new));
    operator = cluster.join("operator", new Operator());
    alice = cluster.client("alice");
    bob = cluster.client("bob");
    cluster.await(bob.put("toy", "here"));
    cluster.partition("athens alice", String.join(" ", others) + " operator bob");
    write(alice, 100);
    assertThat(state("athens").logStart()).isGreaterThan(50);
    leader = cluster.await(operator.promoteAfter(ofMillis(10)));
  }

  private Replica.State state(String name) {
    return cluster.state(name, Replica.State.class);
  }

  private void write(Client client, int many) {
    IntStream.range(0, many)
        .mapToObj(i -> client.put("key " + i % 30, client.self() + " " + i))
        .toList()
        .forEach(cluster::await);
  }

  private void expectAside() {
    String aside = cluster.setAside("athens").toString();
    for (int i = 70; i < 100; i++) {
      assertThat(aside).as("it is kept for the operator").contains("\"alice " + i + "\"");
    }
  }

  @Test
  @DisplayName("R5 Also where the new leader's snapshot goes further, what the old one stood for is"
      + " set aside: nobody can tell any more whether it is the same")
  void overtaken() {
    part("byzantium", "cyrene");
    write(bob, 150);
    assertThat(state(leader).logStart()).isGreaterThan(state("athens").lastIndex());
    cluster.heal();
    cluster.runFor(ofSeconds(2));
    assertThat(state("athens").content()).isEqualTo(state(leader).content());
    expectAside();
  }

  /** From now on a majority must hold a write; then all but athens and the leader are down. */
  private void leaveTwo(String... others) {
    assertThat(cluster.await(operator.switchTo(Mode.QUORUM))).isEqualTo(Mode.QUORUM);
    cluster.await(bob.put("toy", "there"));
    for (String other : others) {
      cluster.crash(other);
    }
    cluster.restart(leader); // has forgotten what was committed
    cluster.heal();
  }

  @Test
  @DisplayName("A majority for which the old leader is needed comes about: it takes a snapshot of"
      + " what is committed in the moment in which it has it")
  void needed() {
    part("byzantium", "cyrene");
    leaveTwo("byzantium", "cyrene");
    assertThat(cluster.await(bob.put("toy", "elsewhere"))).isEqualTo(Outcome.ok("there"));
    assertThat(state("athens").content()).isEqualTo(state(leader).content());
    expectAside();
  }

  @Test
  @DisplayName("S4 Where the old leader's disk is not the last one that is needed it gets no such"
      + " snapshot, for what that stands for might still go")
  void notEnough() {
    part("byzantium", "cyrene", "delphi", "ephesus");
    leaveTwo("byzantium", "cyrene", "delphi", "ephesus");
    String third = leader.equals("ephesus") ? "delphi" : "ephesus";
    long loss = cluster.begin(new Fault.Loss(new Fault.Traffic(leader, third, "Append"), 1));
    cluster.restart(third);
    cluster.runFor(ofSeconds(2));
    assertThat(state("athens").configuration().mode()).as("it obeys").isEqualTo(Mode.QUORUM);
    assertThat(state("athens").content()).containsEntry("key 9", "alice 99");
    assertThat(state("athens").receivingUpTo()).isZero();
    cluster.end(loss);
    assertThat(cluster.await(bob.put("toy", "elsewhere"))).isEqualTo(Outcome.ok("there"));
    cluster.runFor(ofSeconds(1));
    assertThat(state("athens").content()).isEqualTo(state(leader).content());
  }

  private static final class BoundedStandby extends Standby {
    BoundedStandby() {
      super("athens");
    }

    @Override
    protected LogBounds logBounds() {
      return SHORT;
    }
  }

  @Test
  @DisplayName(
      "R8 A standby whose snapshot goes further than the new leader's log cannot cut it, says"
          + " so, and gets one of the new epoch")
  void below() {
    cluster.start(Bounded::new, "athens", "byzantium", "cyrene");
    cluster.attach(BoundedStandby::new, "faiyum");
    operator = cluster.join("operator", new Operator());
    alice = cluster.client("alice");
    cluster.runFor(ofMillis(200));
    cluster.partition("athens alice faiyum", "byzantium cyrene operator");
    write(alice, 100);
    cluster.runFor(ofMillis(200));
    assertThat(faiyum().logStart()).isGreaterThan(50);
    leader = cluster.await(operator.promoteAfter(ofMillis(10)));
    cluster.crash("athens");
    cluster.heal();
    cluster.runFor(ofSeconds(3));
    assertThat(state(leader).lastIndex()).isLessThan(10);
    assertThat(faiyum().lastIndex()).isEqualTo(state(leader).lastIndex());
    assertThat(faiyum().content()).isEqualTo(state(leader).content()).isEmpty();
    assertThat(cluster.setAside("faiyum")).isNotEmpty();
  }

  private Standby.State faiyum() {
    return cluster.state("faiyum", Standby.State.class);
  }
}
