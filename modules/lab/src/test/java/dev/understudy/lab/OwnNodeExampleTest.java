package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.Batch;
import dev.understudy.chaos.Budget;
import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.Failure;
import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.ScheduleFile;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Violation;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.explorer.Act;
import dev.understudy.explorer.Bounds;
import dev.understudy.explorer.Report;
import dev.understudy.explorer.Search;
import dev.understudy.lab.OwnNodeExampleTest.OfficeMessage.Ask;
import dev.understudy.lab.OwnNodeExampleTest.OfficeMessage.Ticket;
import dev.understudy.sim.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a stranger does with a node of their own: under chaos, and in front of the explorer. */
class OwnNodeExampleTest {
  private static final int MOST_TRIES = 500;

  sealed interface OfficeMessage {
    record Ask() implements OfficeMessage {}

    record Ticket(long number) implements OfficeMessage {}
  }

  /** Asks when it is told to, and counts what it gets. */
  static final class Guest extends Node {
    record Tickets(List<Long> numbers) {}

    private final List<Long> numbers = new ArrayList<>();

    void ask() {
      begin(promise -> send("office", new Ask()));
    }

    @Override
    protected Handlers handlers() {
      return Handlers.of(OfficeMessage.class)
          .on(Ticket.class, (office, ticket) -> numbers.add(ticket.number()))
          .answers(Ask.class);
    }

    @Override
    public Tickets state() {
      return new Tickets(List.copyOf(numbers));
    }

    @Override
    protected void checkInvariants() {
      InvariantBroken.unless(
          numbers.stream().distinct().count() == numbers.size(),
          "T1 no number is given twice",
          () -> "the guest holds " + numbers);
    }
  }

  // @formatter:off
  // example
  /** Gives out numbers, no number twice. */
  static class Office extends Node {
    record Given(long last) {}

    long last;

    @Override
    protected Handlers handlers() {
      return Handlers.of(OfficeMessage.class)
          .on(Ask.class, (guest, ask) -> reply(new Ticket(next())))
          .answers(Ticket.class);
    }

    long next() {
      return ++last;      // forgotten in a crash: save(new Given(last)) is missing
    }

    @Override
    public Given state() {
      return new Given(last);
    }
  }

  /** Guests ask one office, of this class or of another, under every fault but one. */
  record OfficeSubject(Supplier<Office> offices) implements Subject {
    record Asks() {}

    @Override public String name() { return "office"; }
    @Override public List<String> names() { return List.of("office"); }
    @Override public List<Integer> sizes() { return List.of(1); }
    @Override public List<String> bystanders() { return List.of("guest"); }
    @Override public Class<?> acts() { return Asks.class; }
    @Override public Record drawAct(RandomStream random) { return new Asks(); }
    @Override public List<String> hopes() { return List.of("a guest has two tickets"); }

    @Override
    public Budget budget() {
      return Budget.all()
          .without(Fault.Duplication.class, "a ticket that comes twice looks like two");
    }

    @Override
    public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
      cluster.start(offices, "office");
      Guest guest = cluster.join("guest", new Guest());
      return new Play() {
        @Override public void act(Record act) { guest.ask(); }
        @Override public void check() {}      // the guest checks its own invariant
        @Override public void judge(List<String> core) {
          sometimes.saw("a guest has two tickets", guest.numbers.size() > 1 ? 1 : 0);
        }
      };
    }
  }

  /** The fewest steps to two equal tickets, with one crash at most. */
  static Report explore(Supplier<Office> offices) {
    return new Search(new dev.understudy.explorer.Subject(
            "office",
            "no number is given twice",
            cluster -> {
              cluster.start(offices, "office");
              Guest guest = cluster.join("guest", new Guest());
              Act asks = new Act("guest", "asks", guest::ask);
              return List.of(asks, asks);
            },
            List.of(),      // further promises, about several nodes at once
            new Bounds(20, 0, 1, 0, false)))
        .run();
  }
  // /example
  // @formatter:on

  /** The one that keeps what it has given. */
  static final class CarefulOffice extends Office {
    @Override
    protected void onStart() {
      last = load(Given.class).map(Given::last).orElse(0L);
    }

    @Override
    long next() {
      long next = super.next();
      save(new Given(next));
      return next;
    }
  }

  @Test
  @DisplayName("A swarm finds the forgetful office; three steps of it are left, and break it again")
  void chaos() {
    Subject subject = new OfficeSubject(Office::new);
    Batch batch = Batch.of(subject, 1, 30);
    assertThat(batch.failed()).isNotEmpty();

    Failure failure = Failure.of(subject, batch.failed().get(0), MOST_TRIES);
    assertThat(failure.violation().words()).startsWith("T1 no number is given twice — but");
    assertThat(failure.schedule().steps()).hasSize(3);

    Schedule again = new ScheduleFile().read(failure.file(), name -> Optional.of(subject));
    assertThat(ChaosRun.of(subject, again).violation().map(Violation::words))
        .contains(failure.violation().words());
  }

  @Test
  @DisplayName("The explorer needs eight steps and one crash for it")
  void explorer() {
    Report report = explore(Office::new);
    assertThat(report.claim())
        .isEqualTo("T1 no number is given twice — but the guest holds [1, 1]");
    assertThat(report.counterexample().orElseThrow().choices()).hasSize(8);
  }

  @Test
  @DisplayName("An office that saves what it gave passes both")
  void careful() {
    Batch batch = Batch.of(new OfficeSubject(CarefulOffice::new), 1, 100);
    assertThat(batch.failed()).isEmpty();
    assertThat(batch.neverSeen()).isEmpty();
    assertThat(explore(CarefulOffice::new).claim())
        .isEqualTo("no promise breaks in any state within the bounds");
  }
}
