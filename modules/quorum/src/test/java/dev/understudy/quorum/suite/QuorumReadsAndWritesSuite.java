package dev.understudy.quorum.suite;

import static dev.understudy.cluster.InvariantBroken.unless;
import static dev.understudy.quorum.suite.Story.KEY;

import dev.understudy.cluster.fault.Fault.Loss;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.coach.Trial;
import dev.understudy.quorum.Rules;
import dev.understudy.quorum.Version;
import dev.understudy.quorum.chaos.QuorumSubject;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Judges how a node sees to reads and writes: mostly N=3, R=2, W=2, with repair before the answer and
 * without anything that would make copies equal meanwhile. What is judged is what clients are told and what
 * disks hold, however it came about.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class QuorumReadsAndWritesSuite extends QuorumReadsSuite {
  private static final int MANY = 20;
  private static final int MAJORITY = 2; // of three
  private static final Rules MORE_WRITTEN = Rules.of(3, 2, 3).compareEvery(Duration.ZERO);

  @Test
  @Order(21)
  @Tag("writes")
  @DisplayName("A write is acknowledged when two disks have it, and not before")
  void onTwo() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = story(cluster);
      story.write("alice", "athens", "one");
      story.expectHolders("one", MAJORITY);
      cluster.crash("cyrene");
      story.write("bob", "athens", "two");
      story.expectHolders("two", MAJORITY);
      long loss = cluster.begin(new Loss(new Traffic("athens", "", "Store"), 1));
      story.asks("athens", "tester", 1, new Command.Put(KEY, "three"));
      story.wait(LONG);
      unless(
          story.answers() == 0,
          Promises.ON_W,
          () -> story.holders("three") + " of three disks have it, and its client is told");
      cluster.end(loss);
      story.write("zoe", "athens", "four");
      story.expectHolders("four", MAJORITY);
    });
  }

  @Test
  @Order(22)
  @Tag("writes")
  @DisplayName(
      "A write that began after another one had ended is the later one, wherever it was asked")
  void later() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = story(cluster);
      cluster.isolate("cyrene");
      story.write("zoe", "athens", "one");
      story.write("yves", "athens", "two");
      cluster.heal();
      cluster.isolate("athens");
      story.write("alice", "cyrene", "three");
      cluster.heal();
      cluster.crash("byzantium");
      story.expectRead(
          "three",
          "bob",
          "athens",
          Promises.LATER_WINS,
          "one, two and three were written in this order");
    });
  }

  @Test
  @Order(23)
  @Tag("writes")
  @DisplayName("A write that is asked for again is the write that it was, and not a later one")
  void again() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = story(cluster);
      Command first = new Command.Put(KEY, "first");
      story.asks("athens", "tester", 1, first);
      story.expectAnswers(1);
      story.write("bob", "byzantium", "second");
      for (String node : NODES) {
        story.asks(node, "tester", 1, first);
      }
      story.expectAnswers(4);
      story.expectRead(
          "second",
          "carol",
          "athens",
          Promises.ONE_VERSION,
          "first was written, then second, then first was asked for again");
    });
  }

  @Test
  @Order(25)
  @Tag("writes")
  @DisplayName("Two nodes that see to the same write at once give it one version")
  void atOnce() {
    Trial.withSeeds(2 * FEW, cluster -> {
      Story story = story(cluster);
      story.plant("byzantium", "old", 7); // so that they do not learn the same
      Command put = new Command.Put(KEY, "here");
      cluster.begin(new Loss(new Traffic("athens", "", "Store"), 1));
      story.asks("athens", "tester", 1, put);
      story.asks("cyrene", "tester", 1, put);
      story.wait(LONG);
      List<Version> versions = story.versionsOf("tester");
      unless(
          versions.size() == 1,
          Promises.ONE_VERSION,
          () -> "two nodes saw to one write, and the disks have it with " + versions);
    });
  }

  @Test
  @Order(26)
  @Tag("writes")
  @DisplayName("If two attempts at a write gave it versions, that of the later attempt counts")
  void latestAttempt() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = story(cluster);
      Command put = new Command.Put(KEY, "here");
      long loss = cluster.begin(new Loss(new Traffic("athens", "", "Proposal"), 1));
      story.asks("athens", "tester", 1, put); // nobody but athens hears of its version
      story.wait(LONG);
      cluster.end(loss);
      cluster.isolate("athens");
      story.plant("byzantium", "old", 7);
      story.asks("cyrene", "tester", 1, put);
      story.expectAnswers(1);
      cluster.heal();
      cluster.crash("cyrene");
      story.asks("athens", "tester", 1, put);
      story.expectAnswers(2);
      List<Version> versions = story.versions();
      unless(
          versions.size() == 1 && versions.get(0).counter() > 7,
          Promises.ONE_VERSION,
          () -> "it was agreed on above 7, and the disks have it with " + versions);
    });
  }

  @Test
  @Order(27)
  @Tag("writes")
  @DisplayName("The later attempt counts, not the higher version")
  void notTheHighest() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = story(cluster);
      Command put = new Command.Put(KEY, "here");
      story.plant("athens", "old", 7);
      long loss = cluster.begin(new Loss(new Traffic("athens", "", "Proposal"), 1));
      story.asks("athens", "tester", 1, put); // nobody but athens hears of its version, above 7
      story.wait(LONG);
      cluster.end(loss);
      cluster.isolate("athens");
      story.asks("cyrene", "tester", 1, put); // agreed on by two, who know of nothing
      story.expectAnswers(1);
      cluster.heal();
      cluster.crash("cyrene");
      story.asks("athens", "tester", 1, put);
      story.expectAnswers(2);
      List<Version> versions = story.versionsOf("tester");
      unless(
          versions.size() == 1,
          Promises.ONE_VERSION,
          () -> "byzantium and cyrene had agreed on a version, and the disks have the write with "
              + versions);
    });
  }

  @Test
  @Order(28)
  @Tag("writes")
  @DisplayName("Where R is three of four, a write is above what three of them know")
  void aboveThree() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = lateAndNewer(cluster);
      story.write("alice", "athens", "newest");
      story.expectRead(
          "newest",
          "bob",
          "cyrene",
          Promises.LATER_WINS,
          "R=3, two of four owners had new, newest was written");
    });
  }

  @Test
  @Order(29)
  @Tag("writes")
  @DisplayName("Where W is three of three, a write is not acknowledged by two")
  void onThree() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = new Story(cluster, () -> keeper(MORE_WRITTEN), 3);
      long loss = cluster.begin(new Loss(new Traffic("", "cyrene", "Store"), 1));
      story.asks("athens", "tester", 1, new Command.Put(KEY, "one"));
      story.wait(LONG);
      unless(
          story.answers() == 0,
          Promises.ON_W,
          () -> "W=3, cyrene is not reached by what is to be stored, and a write is acknowledged");
      cluster.end(loss);
      story.write("zoe", "athens", "two");
      story.expectHolders("two", MORE_WRITTEN.w());
    });
  }

  @Test
  @Order(30)
  @Tag("writes")
  @DisplayName("Where W is three of four, three agree on a version before anybody stores it")
  void agreedByThree() {
    Trial.withSeeds(FEW, cluster -> {
      Story story = new Story(cluster, () -> keeper(FEW_READ), 4);
      Command put = new Command.Put(KEY, "here");
      long first = cluster.begin(new Loss(new Traffic("", "cyrene", "Proposal"), 1));
      long second = cluster.begin(new Loss(new Traffic("", "delphi", "Proposal"), 1));
      story.asks("athens", "tester", 1, put);
      story.wait(LONG);
      cluster.end(first);
      cluster.end(second);
      cluster.isolate("athens");
      story.late("byzantium");
      story.asks("cyrene", "tester", 1, put); // of whom it asks, two have consented to nothing
      story.expectAnswers(1);
      cluster.heal();
      story.read("alice", "athens");
      List<Version> versions = story.versions();
      unless(
          versions.size() == 1,
          Promises.ONE_VERSION,
          () -> "W=3, two had agreed on a version, and the disks have the write with " + versions);
    });
  }

  @Test
  @Order(31)
  @Tag("survives-chaos")
  @DisplayName("Through all faults reads and writes are linearizable")
  void chaos() {
    Trial.underChaos(MANY, QuorumSubject.majorities("quorum-reads-and-writes", this::keeper));
  }
}
