package dev.understudy.replication.suite;

import static dev.understudy.cluster.InvariantBroken.unless;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.understudy.cluster.Client;
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
 * Judges when a replica acknowledges, with ASYNC, SEMI_SYNC and SYNC: first a leader among followers
 * that only say what they are told, then whole clusters, then chaos. The first member by name leads.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class SemiSyncAndSyncSuite {
  private static final int FEW = 4;
  private static final int MANY = 20;
  private static final String LEADER = "athens";
  private static final String[] MEMBERS = {LEADER, "byzantium", "cyrene"};
  private static final SemiSync ONE = new SemiSync(1, ofMillis(400));
  private static final SemiSync TWO = new SemiSync(2, ofMillis(400));

  private static final Duration STILL_PATIENT = ofMillis(300);
  private static final Duration NO_LONGER_PATIENT = ofMillis(250);

  /** So long may a leader take that looks at its followers with its heartbeats. */
  private static final Duration A_WHILE = ofMillis(200);

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
      audience.expectTold(2, Acknowledged.SEMI_SYNC, "one, three and two are on followers' disks");
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

  @Test
  @Order(21)
  @Tag("goes-on")
  @DisplayName("SEMI_SYNC goes on alone when its patience is over, not before, and says so")
  void alone() {
    Trial.withSeeds(FEW, cluster -> {
      Audience audience = new Audience(cluster, this, Mode.SEMI_SYNC, TWO, 2);
      audience.flushed("byzantium", audience.end());
      audience.flushed("cyrene", audience.end());
      audience.asks(1);
      audience.flushed("byzantium", audience.end());
      audience.wait(STILL_PATIENT);
      audience.expectTold(0, Acknowledged.PATIENT, "one of two followers is silent for 0.3 s");
      audience.wait(NO_LONGER_PATIENT);
      audience.expectTold(1, Acknowledged.PATIENT, "one of two followers is silent for 0.6 s");
      audience.expectAlone(true, Acknowledged.SAID, "it has acknowledged without its followers");
      audience.expectSaid("alone");
      audience.asks(2);
      audience.expectTold(2, Acknowledged.PATIENT, "it is alone, and waits for nobody");
    });
  }

  @Test
  @Order(22)
  @Tag("goes-on")
  @DisplayName("While nobody waits, or followers are just a little behind, it does not go on alone")
  void notAlone() {
    Trial.withSeeds(1, cluster -> {
      Audience audience = new Audience(cluster, this, Mode.SEMI_SYNC, ONE, 2);
      audience.flushed("byzantium", audience.end());
      audience.wait(ofSeconds(2));
      audience.expectAlone(false, Acknowledged.PATIENT, "nobody has asked for anything");
      long before = audience.end();
      for (int i = 1; i <= 30; i++) { // each is flushed when the next three have come
        audience.asks(i);
        audience.wait(ofMillis(30));
        audience.flushed("byzantium", Math.max(before, audience.end() - 3));
      }
      audience.expectAlone(false, Acknowledged.PATIENT, "each write has waited for 0.3 s at most");
    });
  }

  @Test
  @Order(23)
  @Tag("goes-on")
  @DisplayName("Those who come later do not prolong the wait of who was first")
  void firstWaitsNoLonger() {
    Trial.withSeeds(1, cluster -> {
      Audience audience = new Audience(cluster, this, Mode.SEMI_SYNC, ONE, 2);
      for (int i = 1; i <= 12; i++) {
        audience.asks(i);
        audience.wait(ofMillis(30));
      }
      audience.expectTold(12, Acknowledged.PATIENT, "the first write was asked for 0.6 s ago");
    });
  }

  @Test
  @Order(24)
  @Tag("goes-on")
  @DisplayName("When they have caught up it waits for them again, and says so")
  void together() {
    Trial.withSeeds(FEW, cluster -> {
      Audience audience = new Audience(cluster, this, Mode.SEMI_SYNC, ONE, 2);
      audience.asks(1);
      long first = audience.end();
      audience.wait(ofMillis(600));
      audience.asks(2);
      audience.asks(3);
      audience.flushed("byzantium", first);
      audience.flushed("cyrene", first + 1);
      audience.wait(A_WHILE);
      audience.expectAlone(
          true, Acknowledged.TOGETHER, "the best of its followers lacks one of three writes");
      audience.flushed("cyrene", first + 2);
      audience.wait(A_WHILE);
      audience.expectAlone(false, Acknowledged.TOGETHER, "cyrene has all that there is");
      audience.expectSaid("waits");
      audience.asks(4);
      audience.expectTold(3, Acknowledged.TOGETHER, "cyrene is back, and does not have the fourth");
      audience.wait(STILL_PATIENT);
      audience.expectTold(3, Acknowledged.PATIENT, "the fourth write has waited for 0.3 s");
      audience.wait(NO_LONGER_PATIENT);
      audience.expectTold(4, Acknowledged.PATIENT, "the fourth write has waited for 0.6 s");
    });
  }

  @Test
  @Order(25)
  @Tag("goes-on")
  @DisplayName("A follower that comes back while clients write is waited for again")
  void underLoad() {
    Trial.withSeeds(FEW, cluster -> {
      start(cluster, Mode.SEMI_SYNC, ONE);
      cluster.crash("byzantium");
      cluster.crash("cyrene");
      for (String client : List.of("alice", "bob", "carol", "dave")) {
        Client writer = cluster.client(client);
        IntStream.range(0, 2000).forEach(i -> writer.append("diary", "."));
      }
      cluster.runFor(ofSeconds(1));
      Audience.expectAlone(
          viewOf(cluster, LEADER),
          true,
          Acknowledged.PATIENT,
          "both followers are down for a second");
      cluster.restart("cyrene");
      cluster.runFor(ofSeconds(1));
      Audience.expectAlone(
          viewOf(cluster, LEADER),
          false,
          Acknowledged.TOGETHER,
          "cyrene is back for a second and keeps up");
    });
  }

  @Test
  @Order(31)
  @Tag("in-sync")
  @DisplayName(
      "SYNC goes on alone only when the operator says so: no service rather than a lost write")
  void never() {
    Trial.withSeeds(1, cluster -> {
      Audience audience = new Audience(cluster, this, Mode.SYNC, ONE, 2);
      audience.asks(1);
      audience.flushed("byzantium", audience.end());
      audience.wait(ofSeconds(8));
      audience.expectTold(0, Acknowledged.SYNC, "cyrene, which is in sync, is silent for 8 s");
      audience.inSyncAre(LEADER);
      audience.asks(1); // again: an answer that had waited may be gone with the old order
      audience.expectTold(1, Acknowledged.REMOVED, "nobody but the leader is in sync");
    });
  }

  @Test
  @Order(32)
  @Tag("in-sync")
  @DisplayName("Who was removed is not waited for, and is in sync again when it has everything")
  void removed() {
    Trial.withSeeds(FEW, cluster -> {
      Audience audience = new Audience(cluster, this, Mode.SYNC, ONE, 2);
      audience.flushed("cyrene", audience.end()); // the last thing it says for a long time
      audience.asks(1);
      audience.flushed("byzantium", audience.end());
      audience.expectTold(0, Acknowledged.SYNC, "cyrene, which is in sync, lacks it");
      audience.inSyncAre(LEADER, "byzantium");
      audience.asks(1); // again
      audience.asks(2);
      audience.flushed("byzantium", audience.end());
      audience.expectTold(2, Acknowledged.REMOVED, "cyrene, which was removed, is silent");
      audience.flushed("cyrene", audience.end() - 1);
      audience.expectInSync(false, "it lacks one write that was acknowledged");
      audience.flushed("cyrene", audience.end());
      audience.expectInSync(true, "its disk has all that was acknowledged");
      audience.asks(3);
      audience.flushed("byzantium", audience.end());
      audience.expectTold(2, Acknowledged.SYNC, "cyrene is in sync again, and lacks the third");
      audience.flushed("cyrene", audience.end());
      audience.expectTold(3, Acknowledged.NO_LONGER, "all in sync have the third write");
    });
  }

  @Test
  @Order(33)
  @Tag("in-sync")
  @DisplayName("Nor does a leader that has restarted forget what it acknowledged before")
  void restarted() {
    Trial.withSeeds(FEW, cluster -> {
      Audience audience = new Audience(cluster, this, Mode.SYNC, ONE, 2);
      audience.inSyncAre(LEADER, "byzantium");
      audience.asks(1);
      audience.asks(2);
      audience.flushed("byzantium", audience.end());
      audience.expectTold(2, Acknowledged.REMOVED, "cyrene, which was removed, is silent");
      long end = audience.end();
      cluster.crash(LEADER);
      cluster.restart(LEADER);
      audience.wait(A_WHILE);
      audience.expectInSync(false, "nobody has heard from it since the leader restarted");
      audience.flushed("cyrene", end - 1);
      audience.expectInSync(false, "it lacks one write that was acknowledged before the restart");
      audience.flushed("cyrene", audience.end());
      audience.expectInSync(true, "its disk has the whole log");
    });
  }

  @Test
  @Order(41)
  @Tag("survives-chaos")
  @DisplayName("Through all faults SEMI_SYNC acknowledges nothing that no follower's disk has,"
      + " unless it says so")
  void semiSyncUnderChaos() {
    Trial.underChaos(MANY, new SemiSyncAndSyncSubject(this, Mode.SEMI_SYNC));
  }

  @Test
  @Order(42)
  @Tag("survives-chaos")
  @DisplayName("Through all faults SYNC acknowledges nothing that a member in sync lacks")
  void syncUnderChaos() {
    Trial.underChaos(MANY, new SemiSyncAndSyncSubject(this, Mode.SYNC));
  }

  private void start(Cluster cluster, Mode mode, SemiSync semiSync) {
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
