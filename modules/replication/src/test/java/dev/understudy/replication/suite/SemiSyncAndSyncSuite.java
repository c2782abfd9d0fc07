package dev.understudy.replication.suite;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.understudy.cluster.Client;
import dev.understudy.coach.Trial;
import dev.understudy.replication.Mode;
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
 * Judges what a replica does with SEMI_SYNC and SYNC when followers do not answer: first a leader among
 * followers that only say what they are told, then whole clusters, then chaos. The first member by name
 * leads.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class SemiSyncAndSyncSuite extends AcknowledgementSuite {
  private static final int MANY = 20;
  private static final Duration STILL_PATIENT = ofMillis(300);
  private static final Duration NO_LONGER_PATIENT = ofMillis(250);

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
          "cyrene is back for a second and keeps up with clients who never pause");
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
  @DisplayName("Who was removed is in sync again also while clients go on writing")
  void backUnderLoad() {
    Trial.withSeeds(FEW, cluster -> {
      Audience audience = new Audience(cluster, this, Mode.SYNC, ONE, 2);
      audience.inSyncAre(LEADER, "byzantium");
      audience.asks(1);
      audience.asks(2);
      for (int i = 3; i <= 12; i++) {
        audience.asks(i);
        audience.flushed("byzantium", audience.end() - 2);
        audience.flushed("cyrene", audience.end() - 1);
      }
      audience.expectInSync(
          true, "it lacks the write under way, and all that was acknowledged is on its disk");
    });
  }

  @Test
  @Order(34)
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
}
