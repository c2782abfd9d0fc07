package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Situation;
import dev.understudy.cluster.trace.TraceEvent.ClientReturned;
import dev.understudy.explorer.Act;
import dev.understudy.explorer.Always;
import dev.understudy.explorer.Bounds;
import dev.understudy.explorer.Choice;
import dev.understudy.explorer.Counterexample;
import dev.understudy.explorer.Moment;
import dev.understudy.explorer.Pruning;
import dev.understudy.explorer.Report;
import dev.understudy.explorer.Report.Ending;
import dev.understudy.explorer.Search;
import dev.understudy.explorer.Subject;
import dev.understudy.replication.zoo.AcknowledgesAlone;
import dev.understudy.replication.zoo.AcknowledgesBeforeFlush;
import dev.understudy.replication.zoo.PromotesStalest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Everything that can happen to three replicas, one write and one promotion, within small bounds. */
class ReplicationExplorerTest {
  private static final Bounds NO_FAULT = new Bounds(60, 0, 0, 1, false);
  private static final Bounds A_CRASH = new Bounds(60, 0, 1, 0, false);
  private static final Bounds A_DROP = new Bounds(60, 1, 0, 0, false);

  private static Subject twin(Supplier<Replica> replicas, Supplier<Operator> operators) {
    return ReplicationSubject.of("twin", "one rule is left out", replicas, operators);
  }

  private static Subject quorum() {
    return ReplicationSubject.quorum();
  }

  private static Counterexample found(Subject subject, Bounds bounds) {
    Report report = new Search(subject, bounds).run();
    assertThat(report.ending()).as(report.claim()).isEqualTo(Ending.BROKEN);
    return report.counterexample().orElseThrow();
  }

  private static Report nothingIn(Bounds bounds) {
    Report report = new Search(quorum(), bounds).run();
    assertThat(report.counterexample()).as(report.claim()).isEmpty();
    assertThat(report.ending()).isEqualTo(Ending.EVERYTHING);
    assertThat(report.claim()).isEqualTo("no promise breaks in any state within the bounds");
    return report;
  }

  @Test
  @DisplayName("Z10 Who promotes the stalest needs no fault at all to lose an acknowledged write")
  void promotesStalest() {
    Subject twin = twin(() -> new Replica(Mode.QUORUM), PromotesStalest::new);
    Counterexample found = found(twin, NO_FAULT);
    assertThat(found.broken())
        .isEqualTo("R1 an acknowledged write is on every later leader — but cyrene, leader of epoch"
            + " 2, does not hold alice's Put[key=toy, value=here]");
    assertThat(found.choices()).hasSize(19).noneMatch(Choice.Crash.class::isInstance);
    assertThat(found.trace().events())
        .anyMatch(event -> event instanceof ClientReturned returned && returned.ok());
    nothingIn(NO_FAULT);
  }

  @Test
  @DisplayName("Z14 Who acknowledges before the flush loses the write to one crash of one follower")
  void acknowledgesBeforeFlush() {
    Counterexample found = found(twin(AcknowledgesBeforeFlush::new, Operator::new), A_CRASH);
    assertThat(found.broken())
        .isEqualTo("R2 an acknowledged write is in the logs of a majority — but not in those of"
            + " byzantium and cyrene: alice's Put[key=toy, value=here]");
    assertThat(found.words()).isEqualTo("""
          1  alice puts toy = here
          2  athens gets from alice: Request[client=alice, sequence=1, command=Put[key=toy, value=here]]
          3  byzantium gets from athens: Append[2, epoch=1, committed=1]
          4  the disk of athens has finished
          5  athens gets from byzantium: Flushed[epoch=1, index=2, applied=1]
          6  alice gets from athens: Done[sequence=1, result=null]
          7  byzantium crashes; what its disk had not finished is lost
          8  byzantium restarts
        """);
    nothingIn(A_CRASH);
  }

  @Test
  @DisplayName("R1 Who acknowledges alone is found without any fault")
  void acknowledgesAlone() {
    Bounds nothing = new Bounds(60, 0, 0, 0, false);
    Counterexample found = found(twin(AcknowledgesAlone::new, Operator::new), nothing);
    assertThat(found.choices()).hasSize(4);
    nothingIn(nothing);
  }

  @Test
  @DisplayName("One message is lost, and messages overtake each other: nothing breaks")
  void lossAndReordering() {
    nothingIn(A_DROP);
    nothingIn(new Bounds(60, 0, 0, 0, true));
  }

  @Test
  @DisplayName("Amid a switch of the mode whoever could lead holds what was acknowledged")
  void switching() {
    Subject switching = ReplicationSubject.switching();
    Report report = new Search(switching, switching.bounds()).run();
    assertThat(report.counterexample()).as(report.claim()).isEmpty();
    assertThat(report.ending()).isEqualTo(Ending.EVERYTHING);
    assertThat(report.states()).isGreaterThan(1000);
  }

  @Test
  @DisplayName(
      "A search by what replicas say of themselves meets what a search by their past meets")
  void exact() {
    Set<List<Object>> byState = statesMet(Pruning.STATE, true);
    assertThat(byState.size()).isGreaterThan(100);
    assertThat(statesMet(Pruning.HISTORY, true).equals(byState)).isTrue();
    assertThat(statesMet(Pruning.STATE, false).equals(byState)).isTrue();
  }

  /**
   * Of three replicas it does not matter who answered before: the leader and whoever answers now are a
   * majority. Of five it does.
   */
  private static Subject five(Supplier<Replica> replicas) {
    return new Subject(
        "five",
        "-",
        cluster -> {
          cluster.start(replicas, "athens", "byzantium", "cyrene", "delphi", "ephesus");
          Client alice = cluster.client("alice");
          cluster.runFor(Duration.ofMillis(20));
          return List.of(new Act("alice", "puts", () -> alice.put("toy", "here")));
        },
        List.of(),
        NO_FAULT.timers(0));
  }

  /** Says of itself all but what it knows of its followers. */
  private static final class HidesFollowers extends Replica {
    HidesFollowers() {
      super(Mode.QUORUM);
    }

    @Override
    public State state() {
      State all = super.state();
      return new State(
          all.role(),
          all.epoch(),
          all.leader(),
          all.lastIndex(),
          all.committed(),
          all.applied(),
          all.configuration(),
          all.front(),
          all.receiving(),
          all.log(),
          all.content(),
          all.disks(),
          all.introducedTo(),
          all.isLeading() ? withoutFollowers(all.leading()) : null,
          all.root());
    }

    private static Leading.State withoutFollowers(Leading.State leading) {
      return new Leading.State(
          leading.ledFrom(),
          List.of(),
          leading.waiting(),
          leading.switching(),
          leading.mustBeKnown(),
          leading.lastIndexAtBeat(),
          leading.isAlone(),
          leading.fallbacks());
    }
  }

  @Test
  @DisplayName(
      "What replicas say of themselves is all that matters: a cluster comes to what was met")
  void saysAll() {
    Subject honest = five(() -> new Replica(Mode.QUORUM));
    Report report = new Search(honest).comparing(1).run();
    assertThat(report.ending()).isEqualTo(Ending.EVERYTHING);
    assertThat(report.states()).isGreaterThan(200);
    assertThatThrownBy(new Search(five(HidesFollowers::new)).comparing(1)::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("state() of a node does not say all");
  }

  /** The greatest of these searches, with a crash and a timer: only when it is asked for. */
  @Test
  @EnabledIfSystemProperty(named = "understudy.explore.long", matches = "true")
  @DisplayName("Z14 With R1 alone it takes a promotion to see that the write is lost")
  void lostToTheNextLeader() {
    Subject twin = twin(AcknowledgesBeforeFlush::new, Operator::new);
    Always held = twin.always().get(0);
    Subject later =
        new Subject(twin.name(), twin.moral(), twin.opening(), List.of(held), twin.bounds());
    Counterexample found = found(later, later.bounds());
    assertThat(found.broken())
        .startsWith("R1 an acknowledged write is on every later leader — but");
    assertThat(found.choices()).hasSize(22).last().isInstanceOf(Choice.Deliver.class);
  }

  /** What all say of themselves and alice was told, wherever no disk is at work. */
  private static Set<List<Object>> statesMet(Pruning pruning, boolean reducing) {
    Set<List<Object>> met = new LinkedHashSet<>();
    Report report = new Search(quorum(), A_CRASH)
        .pruning(pruning)
        .reducing(reducing)
        .onMoment(moment -> addIfQuiet(met, moment))
        .run();
    assertThat(report.ending()).isEqualTo(Ending.EVERYTHING);
    return met;
  }

  private static void addIfQuiet(Set<List<Object>> met, Moment moment) {
    List<Object> whole = new ArrayList<>(moment.returns("alice"));
    for (String name : moment.names()) {
      Situation situation = moment.situation(name);
      if (situation.isFlushing() && !situation.isDown()) {
        return;
      }
      whole.add(situation.state());
      whole.add(situation.isDown());
    }
    met.add(whole);
  }
}
