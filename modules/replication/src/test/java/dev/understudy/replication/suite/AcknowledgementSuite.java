package dev.understudy.replication.suite;

import static dev.understudy.cluster.InvariantBroken.unless;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.fault.Fault.SlowDisk;
import dev.understudy.coach.Trial;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Mode;
import dev.understudy.replication.SemiSync;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Judges when a replica acknowledges, with ASYNC, SEMI_SYNC and SYNC: a leader among followers that only
 * say what they are told, then whole clusters. The first member by name leads.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class AcknowledgementSuite {
  static final int FEW = 4;
  static final String LEADER = "athens";
  static final SemiSync ONE = new SemiSync(1, ofMillis(400));
  static final SemiSync TWO = new SemiSync(2, ofMillis(400));

  /** So long may a leader take that looks at its followers with its heartbeats. */
  static final Duration A_WHILE = ofMillis(200);

  private static final String[] MEMBERS = {LEADER, "byzantium", "cyrene"};

  /** What the suite looks at. */
  public record View(List<Entry> log, boolean isAlone, List<String> inSync) {}

  /** A new one of the class on trial. */
  protected abstract Node replica(Mode mode, SemiSync semiSync);

  /** What its state says. */
  protected abstract View view(Record state);

  /** What the operator says, for the nth time, so that these members alone are in sync. */
  protected abstract List<Record> removal(long order, List<String> inSync);

  @Test
  @Order(11)
  @Tag("waits")
  @DisplayName("ASYNC waits for nobody")
  void async() {
    Trial.withSeeds(FEW, cluster -> {
      Audience audience = new Audience(cluster, this, Mode.ASYNC, ONE, 2);
      audience.asks(1);
      audience.expectTold(1, Acknowledged.ASYNC, "no follower has said anything");
      audience.asks(2);
      audience.asks(3);
      audience.expectTold(3, Acknowledged.ASYNC, "no follower has said anything");
    });
  }

  @Test
  @Order(12)
  @Tag("waits")
  @DisplayName("SEMI_SYNC waits until a follower's disk has the write: written is not flushed")
  void written() {
    Trial.withSeeds(FEW, cluster -> {
      Audience audience = new Audience(cluster, this, Mode.SEMI_SYNC, ONE, 2);
      audience.asks(1);
      audience.expectTold(0, Acknowledged.SEMI_SYNC, "no follower has said anything");
      audience.written("byzantium", audience.end());
      audience.written("cyrene", audience.end());
      audience.expectTold(0, Acknowledged.SEMI_SYNC, "both have written it, neither flushed");
      audience.flushed("cyrene", audience.end());
      audience.expectTold(1, Acknowledged.NO_LONGER, "cyrene's disk has it");
    });
  }

  @Test
  @Order(13)
  @Tag("waits")
  @DisplayName("SEMI_SYNC of two counts two different followers, and up to where each has come")
  void two() {
    Trial.withSeeds(1, cluster -> {
      Audience audience = new Audience(cluster, this, Mode.SEMI_SYNC, TWO, 4);
      audience.asks(1);
      long first = audience.end();
      audience.asks(2);
      audience.asks(3);
      audience.flushed("delphi", first);
      audience.flushed("delphi", first);
      audience.expectTold(0, Acknowledged.SEMI_SYNC, "delphi alone has said, twice, it has one");
      audience.flushed("byzantium", first + 2);
      audience.expectTold(1, Acknowledged.SEMI_SYNC, "delphi has one write and byzantium three");
      audience.flushed("ephesus", first + 1);
      audience.expectTold(2, Acknowledged.NO_LONGER, "one, three and two are on followers' disks");
    });
  }

  @Test
  @Order(14)
  @Tag("waits")
  @DisplayName("SYNC waits for the disks of all members in sync")
  void sync() {
    Trial.withSeeds(FEW, cluster -> {
      Audience audience = new Audience(cluster, this, Mode.SYNC, ONE, 4);
      audience.asks(1);
      long first = audience.end();
      audience.asks(2);
      for (String follower : List.of("ephesus", "byzantium", "cyrene")) {
        audience.flushed(follower, first + 1);
        audience.expectTold(0, Acknowledged.SYNC, "delphi's disk has nothing");
      }
      audience.written("delphi", first + 1);
      audience.expectTold(0, Acknowledged.SYNC, "delphi has written it and not flushed");
      audience.flushed("delphi", first);
      audience.expectTold(1, Acknowledged.NO_LONGER, "all have the first write, delphi no more");
      audience.flushed("delphi", first + 1);
      audience.expectTold(2, Acknowledged.NO_LONGER, "all have both writes");
    });
  }

  @Test
  @Order(15)
  @Tag("waits")
  @DisplayName("Each client is told once, whatever followers say twice or late")
  void once() {
    for (Mode mode : List.of(Mode.SEMI_SYNC, Mode.SYNC)) {
      Trial.withSeeds(1, cluster -> {
        Audience audience = new Audience(cluster, this, mode, TWO, 2);
        audience.asks(1);
        long first = audience.end();
        IntStream.rangeClosed(2, 5).forEach(audience::asks);
        for (long index : List.of(first, first + 4, first + 4, first)) {
          audience.flushed("byzantium", index);
          audience.flushed("cyrene", index);
        }
        List<Long> told = audience.told();
        unless(
            told.equals(List.of(1L, 2L, 3L, 4L, 5L)),
            Acknowledged.ONCE,
            () -> mode + ": both followers have all five writes, and alice was told of " + told);
      });
    }
  }

  @Test
  @Order(16)
  @Tag("waits")
  @DisplayName("All whose writes have become safe are told at once, and not one by one")
  void allAtOnce() {
    for (Mode mode : List.of(Mode.SEMI_SYNC, Mode.SYNC)) {
      Trial.withSeeds(1, cluster -> {
        Audience audience = new Audience(cluster, this, mode, ONE, 2);
        IntStream.rangeClosed(1, 10).forEach(audience::asks);
        audience.flushed("byzantium", audience.end());
        audience.flushed("cyrene", audience.end());
        audience.expectTold(10, Acknowledged.NO_LONGER, "both disks have all ten writes");
      });
    }
  }

  @Test
  @Order(17)
  @Tag("waits")
  @DisplayName(
      "What was acknowledged is still there when all have lost power and the leader is gone")
  void powerCut() {
    for (Mode mode : List.of(Mode.SEMI_SYNC, Mode.SYNC)) {
      Trial.withSeeds(FEW, cluster -> {
        start(cluster, mode, new SemiSync(1, ofSeconds(2)));
        cluster.begin(new SlowDisk("byzantium", ofMillis(150)));
        cluster.begin(new SlowDisk("cyrene", ofMillis(150)));
        Outcome<String> outcome = cluster.await(cluster.client("alice").append("diary", "<1>"));
        unless(outcome.isOk(), Acknowledged.NO_LONGER, () -> mode + ": the write is " + outcome);
        List.of(MEMBERS).forEach(cluster::crash);
        cluster.restart("byzantium");
        cluster.restart("cyrene");
        cluster.runFor(A_WHILE);
        long copies = List.of("byzantium", "cyrene").stream()
            .filter(follower -> Tokens.in(logOf(cluster, follower)).contains("<1>"))
            .count();
        unless(
            copies >= (mode == Mode.SYNC ? 2 : 1),
            mode == Mode.SYNC ? Acknowledged.SYNC : Acknowledged.SEMI_SYNC,
            () -> "after a power cut " + copies + " of two followers have the write");
      });
    }
  }

  final void start(Cluster cluster, Mode mode, SemiSync semiSync) {
    cluster.start(() -> replica(mode, semiSync), MEMBERS);
    cluster.runFor(A_WHILE);
  }

  final View viewOf(Cluster cluster, String member) {
    return view(cluster.state(member, Record.class));
  }

  final List<Entry> logOf(Cluster cluster, String member) {
    return viewOf(cluster, member).log();
  }
}
