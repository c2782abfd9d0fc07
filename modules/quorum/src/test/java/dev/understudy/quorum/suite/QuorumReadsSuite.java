package dev.understudy.quorum.suite;

import static dev.understudy.cluster.InvariantBroken.unless;
import static dev.understudy.quorum.suite.Story.KEY;
import static java.time.Duration.ofSeconds;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.fault.Fault.Loss;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.coach.Trial;
import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.Rules;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Judges how a node sees to reads: what is judged is what clients are told and what disks hold. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class QuorumReadsSuite {
  static final int FEW = 4;
  static final Rules FEW_READ = Rules.of(4, 2, 3).compareEvery(Duration.ZERO);
  static final List<String> NODES = List.of("athens", "byzantium", "cyrene");

  /** Longer than anything takes whose owners answer. */
  static final Duration LONG = ofSeconds(3);

  private static final Rules RULES = Rules.of(3, 2, 2).compareEvery(Duration.ZERO);
  private static final Rules MORE_READ = Rules.of(4, 3, 2).compareEvery(Duration.ZERO);

  /** A new node by these rules, with the class on trial as its coordinator. */
  protected abstract Keeper keeper(Rules rules);

  @Test
  @Order(11)
  @Tag("reads")
  @DisplayName("Of two copies a read takes the later one, whichever comes first")
  void newest() {
    for (String later : List.of("athens", "byzantium")) {
      String earlier = later.equals("athens") ? "byzantium" : "athens";
      Trial.withSeeds(FEW, cluster -> {
        Story story = story(cluster);
        story.plant(earlier, "old", 1);
        story.plant(later, "new", 2);
        cluster.crash("cyrene");
        story.expectRead(
            "new", "alice", "athens", Promises.NEWEST, later + " has new, " + earlier + " old");
      });
    }
  }

  @Test
  @Order(12)
  @Tag("reads")
  @DisplayName("A delete is as good a write as any other: what was deleted later is not there")
  void deleted() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = story(cluster);
      story.plant("athens", "old", 1);
      story.plant("byzantium", null, 2);
      cluster.crash("cyrene");
      story.expectRead(
          null, "alice", "athens", Promises.NEWEST, "athens has old, byzantium a later delete");
    });
  }

  @Test
  @Order(13)
  @Tag("reads")
  @DisplayName("One of three owners may be away, and no more: a read waits for two")
  void asksTwo() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = story(cluster);
      String read = story.read("alice", "athens");
      unless(read == null, Promises.NEWEST, () -> "nobody has written, and alice reads " + read);
      cluster.crash("byzantium");
      story.read("bob", "athens");
      cluster.crash("cyrene");
      Future<Outcome<String>> alone = story.client("carol", "athens").get(KEY);
      story.wait(LONG);
      unless(
          !alone.isComplete(),
          Promises.ASKS_R,
          () -> "two of three owners are down, and a read is answered: " + alone.result());
      cluster.restart("cyrene");
      Outcome<String> outcome = cluster.await(alone);
      unless(
          outcome.isOk(),
          Promises.LIVE,
          () -> "two owners are up again, and the read is " + outcome);
    });
  }

  @Test
  @Order(14)
  @Tag("reads")
  @DisplayName("Who asks a node that owns no copy of the key reads what the owners hold")
  void fromElsewhere() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = new Story(cluster, () -> keeper(RULES), 4);
      List<String> ring = story.ring();
      story.plant(ring.get(0), "old", 1);
      story.plant(ring.get(1), "new", 2);
      story.plant(ring.get(3), "not its own", 9);
      cluster.crash(ring.get(2));
      story.expectRead(
          "new",
          "alice",
          ring.get(3),
          Promises.NEWEST,
          "of the owners " + ring.subList(0, 3) + " one has old, one has new, one is down");
    });
  }

  @Test
  @Order(15)
  @Tag("reads")
  @DisplayName("What one read has shown, the next one shows too, whoever is down then")
  void neverBack() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = story(cluster);
      NODES.forEach(node -> story.plant(node, "old", 1));
      story.plant("athens", "new", 2); // a write that got no further
      cluster.crash("cyrene");
      story.expectRead("new", "alice", "athens", Promises.NEWEST, "athens has new");
      long disks = story.holders("new");
      cluster.crash("athens");
      cluster.restart("cyrene");
      story.expectRead(
          "new",
          "bob",
          "byzantium",
          Promises.NEVER_BACK,
          "alice was told new when " + disks + " of three disks had it");
    });
  }

  @Test
  @Order(16)
  @Tag("reads")
  @DisplayName("It is made sure of before the reader is answered, not afterwards")
  void repairFirst() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = story(cluster);
      story.plant("athens", "new", 2);
      long loss = cluster.begin(new Loss(new Traffic("athens", "", "Store"), 1));
      Future<Outcome<String>> read = story.client("alice", "athens").get(KEY);
      story.wait(LONG);
      unless(
          !read.isComplete(),
          Promises.NEVER_BACK,
          () -> "only athens holds what it found, and alice is told " + read.result());
      cluster.end(loss);
      Outcome<String> outcome = cluster.await(read);
      unless(
          outcome.equals(Outcome.ok("new")),
          Promises.LIVE,
          () -> "athens can store copies again, and the read is " + outcome);
    });
  }

  @Test
  @Order(17)
  @Tag("reads")
  @DisplayName("Where R is two and W three of four, a read makes sure of what two owners agree on")
  void sureOfThree() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = new Story(cluster, () -> keeper(FEW_READ), 4);
      for (String holder : List.of("athens", "byzantium")) {
        story.plant(holder, "new", 1);
      }
      for (String late : List.of("cyrene", "delphi")) {
        story.late(late);
      }
      story.expectRead(
          "new",
          "alice",
          "athens",
          Promises.NEWEST,
          "athens and byzantium have new, and answer first");
      long disks = story.holders("new");
      unless(
          disks >= FEW_READ.w(),
          Promises.NEVER_BACK,
          () -> "R=2, W=3, and alice was told new when " + disks
              + " of four disks had it: the next read may ask the other two");
    });
  }

  @Test
  @Order(18)
  @Tag("reads")
  @DisplayName("Two copies of the same value need not be copies of the same write")
  void sameValue() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = story(cluster);
      story.plant("byzantium", "here", 1);
      story.plant("cyrene", "gone", 2);
      story.plant("athens", "here", 3); // a write that got no further
      cluster.crash("cyrene");
      story.expectRead("here", "alice", "athens", Promises.NEWEST, "athens has here");
      cluster.crash("athens");
      cluster.restart("cyrene");
      story.expectRead(
          "here",
          "bob",
          "byzantium",
          Promises.NEVER_BACK,
          "alice read here, of a later write than gone, which byzantium need not have had");
    });
  }

  @Test
  @Order(19)
  @Tag("reads")
  @DisplayName("Where R is three of four, a read waits for the third answer, however late")
  void asksThree() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = lateAndNewer(cluster);
      story.expectRead(
          "new",
          "alice",
          "athens",
          Promises.ASKS_R,
          "R=3, two of four owners have new and answer late");
    });
  }

  /** Four owners, three of which are asked for a read; those that answer last hold the newest. */
  final Story lateAndNewer(Cluster cluster) {
    Story story = new Story(cluster, () -> keeper(MORE_READ), 4);
    for (String late : List.of("cyrene", "delphi")) {
      story.plant(late, "new", 7);
      story.late(late);
    }
    return story;
  }

  /** Three owners, two of which are asked, for a read and for a write. */
  final Story story(Cluster cluster) {
    return new Story(cluster, () -> keeper(RULES), NODES.size());
  }
}
