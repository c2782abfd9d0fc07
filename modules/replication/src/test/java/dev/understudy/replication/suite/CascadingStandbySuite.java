package dev.understudy.replication.suite;

import static dev.understudy.cluster.InvariantBroken.unless;
import static dev.understudy.replication.suite.Branch.ABOVE;
import static dev.understudy.replication.suite.Branch.ALSO_ABOVE;
import static dev.understudy.replication.suite.Branch.BELOW;
import static dev.understudy.replication.suite.Branch.label;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.fault.Fault.Broken;
import dev.understudy.coach.Trial;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.standby.Label;
import dev.understudy.replication.standby.StandbyMessage.Feed;
import dev.understudy.replication.standby.StandbyMessage.Refused;
import dev.understudy.replication.standby.StandbyMessage.Subscribe;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Judges a standby that follows the leader or another standby, within one epoch: first alone among
 * others that only say what they are told, then trees below one real leader, then chaos.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class CascadingStandbySuite {
  private static final int FEW = 4;
  private static final int MANY = 15;
  private static final String LEADER = "athens";
  private static final List<String> STANDBYS = List.of("delphi", "ephesus", "faiyum");

  /** Longer than it takes to ask every upstream there is. */
  private static final Duration LONG = ofSeconds(3);

  /** What the suite looks at. */
  public record View(String upstream, Label label, List<Entry> log) {}

  /** A new one of the class on trial, which may follow these. */
  protected abstract Node standby(String... upstreams);

  /** What its state says. */
  protected abstract View view(Record state);

  @Test
  @Order(11)
  @Tag("feeds")
  @DisplayName("What the leader has committed goes down a chain, step by step")
  void chain() {
    Trial.withSeeds(FEW, cluster -> {
      cluster.start(() -> new Replica(Mode.ASYNC), LEADER);
      attach(cluster, "delphi", LEADER);
      attach(cluster, "ephesus", "delphi");
      attach(cluster, "faiyum", "ephesus");
      cluster.runFor(LONG);
      write(cluster, 40);
      cluster.runFor(ofSeconds(1));
      Tree.expectEqual(cluster, this, LEADER, STANDBYS);
    });
  }

  @Test
  @Order(12)
  @Tag("feeds")
  @DisplayName("Who subscribes is fed from where it stands, to the end")
  void fromItsPosition() {
    Trial.withSeeds(FEW, cluster -> {
      Branch branch = new Branch(cluster, this);
      branch.feeds(ABOVE, label(5, 0), 0, 10);
      for (int stands : List.of(4, 0, 9)) {
        int before = branch.heardBy(BELOW).size();
        branch.asks(label(5, 2), stands);
        branch.wait(ofMillis(200));
        List<Feed> feeds = Branch.feeds(branch.heardSince(BELOW, before));
        boolean isRight = !feeds.isEmpty()
            && feeds.get(0).previousIndex() == stands
            && feeds.get(feeds.size() - 1).lastIndex() == 10;
        unless(
            isRight,
            Tree.FROM_WHERE_IT_STANDS,
            () -> BELOW + " stands at " + stands + " of 10 entries and is sent " + feeds);
      }
    });
  }

  @Test
  @Order(13)
  @Tag("feeds")
  @DisplayName("Whose label is as good as ours, or better, is not fed: we may stand below it")
  void refuses() {
    Trial.withSeeds(1, cluster -> {
      Branch branch = new Branch(cluster, this);
      branch.feeds(ABOVE, label(5, 0), 0, 3); // so it goes by 5, one step from the leader
      branch.asks(label(5, 2), 0);
      for (Label other : List.of(label(5, 1), label(6, 7), label(5, 0))) {
        List<Object> heard = branch.asks(other, 0);
        branch.feeds(ABOVE, label(5, 0), branch.length(), 1);
        branch.wait(ofMillis(200));
        List<Feed> feeds = Branch.feeds(branch.heardBy(BELOW)).stream()
            .filter(feed -> feed.lastIndex() == branch.length())
            .toList();
        unless(
            heard.stream().anyMatch(Refused.class::isInstance) && feeds.isEmpty(),
            Tree.NO_CYCLE,
            () -> "delphi goes by 5, one step from the leader; who goes by " + other
                + " asks it, is told " + heard + " and is sent " + feeds);
      }
    });
  }

  @Test
  @Order(14)
  @Tag("feeds")
  @DisplayName("Who has more entries than we is not fed")
  void refusesWhoIsAhead() {
    Trial.withSeeds(1, cluster -> {
      Branch branch = new Branch(cluster, this);
      branch.feeds(ABOVE, label(5, 0), 0, 3);
      List<Object> heard = branch.asks(label(4, 2), 4);
      unless(
          heard.stream().anyMatch(Refused.class::isInstance),
          Tree.NOT_AHEAD,
          () -> "delphi has 3 entries; who has 4 asks it, and is told " + heard);
    });
  }

  @Test
  @Order(21)
  @Tag("catches-up")
  @DisplayName("Entries that would leave a gap are not put: it says again where it stands")
  void gap() {
    Trial.withSeeds(FEW, cluster -> {
      Branch branch = new Branch(cluster, this);
      branch.feeds(ABOVE, label(5, 0), 0, 2);
      List<Object> heard = branch.feeds(ABOVE, label(6, 0), 4, 3);
      unless(
          branch.length() == 2,
          Tree.PREFIX,
          () -> "delphi had 2 entries, was sent 5 to 7, and has " + branch.length());
      boolean isAsked = heard.stream()
          .anyMatch(message -> message instanceof Subscribe asks && asks.index() == 2);
      unless(
          isAsked,
          Tree.FROM_WHERE_IT_STANDS,
          () -> "delphi has 2 entries, was sent 5 to 7, and says " + heard);
    });
  }

  @Test
  @Order(22)
  @Tag("catches-up")
  @DisplayName("Entries that come twice change nothing, and what it says of its disk is true")
  void repetition() {
    Trial.withSeeds(FEW, cluster -> {
      Branch branch = new Branch(cluster, this);
      Branch.expectFed(branch.feeds(ABOVE, label(5, 0), 0, 3), 3, 3);
      Branch.expectFed(branch.feeds(ABOVE, label(5, 0), 0, 3), 3, 3);
      Branch.expectFed(branch.feeds(ABOVE, label(5, 0), 1, 4), 5, 5);
      Branch.expectFed(branch.feeds(ABOVE, label(6, 0), 2, 1), 3, 5);
      List<Entry> expected =
          IntStream.rangeClosed(1, 5).mapToObj(Promises::entry).toList();
      List<Entry> log = viewOf(cluster, Branch.ON_TRIAL).log();
      unless(
          log.equals(expected),
          Tree.PREFIX,
          () -> "delphi was sent the entries 1 to 5, some twice, and has " + log);
      cluster.crash(Branch.ON_TRIAL);
      cluster.restart(Branch.ON_TRIAL);
      branch.wait(ofMillis(200));
      unless(branch.length() == 5, Tree.POSITION, () -> "it said 5, and has " + branch.length());
    });
  }

  @Test
  @Order(23)
  @Tag("catches-up")
  @DisplayName("A standby that was down gets what it missed, and not again what it had")
  void restarts() {
    Trial.withSeeds(FEW, cluster -> {
      tree(cluster);
      write(cluster, 30);
      cluster.runFor(ofSeconds(1));
      cluster.crash("ephesus");
      int had = viewOf(cluster, "ephesus").log().size();
      write(cluster, 100);
      int before = cluster.trace().events().size();
      cluster.restart("ephesus");
      cluster.runFor(LONG);
      Tree.expectEqual(cluster, this, LEADER, STANDBYS);
      Tree.expectNothingBefore(cluster, "ephesus", had, before);
    });
  }

  @Test
  @Order(30)
  @Tag("moves")
  @DisplayName("Who hears of the leader looks for nobody else")
  void stays() {
    Trial.withSeeds(FEW, cluster -> {
      tree(cluster);
      cluster.runFor(LONG);
      int before = cluster.trace().events().size();
      cluster.runFor(LONG);
      Tree.expectNobodyAsks(cluster, before);
    });
  }

  @Test
  @Order(31)
  @Tag("moves")
  @DisplayName("When its upstream is gone it follows the next, from where it stands")
  void moves() {
    Trial.withSeeds(FEW, cluster -> {
      tree(cluster);
      write(cluster, 30);
      cluster.runFor(ofSeconds(1));
      cluster.crash("delphi");
      int had = viewOf(cluster, "ephesus").log().size();
      int before = cluster.trace().events().size();
      write(cluster, 30);
      cluster.runFor(LONG);
      Tree.expectEqual(cluster, this, LEADER, List.of("ephesus", "faiyum"));
      Tree.expectNothingBefore(cluster, "ephesus", had, before);
    });
  }

  @Test
  @Order(32)
  @Tag("moves")
  @DisplayName("It also leaves an upstream that works, and hears no more of the leader itself")
  void leavesTheStale() {
    Trial.withSeeds(FEW, cluster -> {
      cluster.start(() -> new Replica(Mode.ASYNC), LEADER);
      attach(cluster, "delphi", LEADER);
      attach(cluster, "ephesus", "delphi", LEADER);
      cluster.runFor(LONG);
      cluster.begin(new Broken(LEADER, "delphi"));
      write(cluster, 30);
      cluster.runFor(LONG);
      Tree.expectEqual(cluster, this, LEADER, List.of("ephesus"));
    });
  }

  @Test
  @Order(33)
  @Tag("moves")
  @DisplayName("Who has a label no better than ours does not become our upstream")
  void noBetterLabel() {
    Trial.withSeeds(FEW, cluster -> {
      Branch branch = new Branch(cluster, this);
      branch.feeds(ABOVE, label(9, 1), 0, 2); // so it goes by 9, two steps from the leader
      branch.wait(ofSeconds(1)); // athens is silent, and byzantium is asked by turns with it
      for (Label other : List.of(label(9, 2), label(8, 0), label(9, 3))) {
        branch.feedsForAWhile(other);
        boolean isFollowed = viewOf(cluster, Branch.ON_TRIAL).upstream().equals(ALSO_ABOVE);
        unless(
            branch.length() == 2 && !isFollowed,
            Tree.NO_CYCLE,
            () -> "delphi goes by 9, two steps from the leader, and "
                + (isFollowed ? "follows" : "takes entries of") + " who goes by " + other);
      }
      Label better = label(10, 5);
      branch.feedsForAWhile(better);
      unless(
          branch.length() == 3,
          Tree.MOVES,
          () -> "delphi has long heard nothing new, and does not follow who goes by " + better);
    });
  }

  @Test
  @Order(34)
  @Tag("moves")
  @DisplayName("An old message, also one of its own upstream, does not make its label worse")
  void oldMessage() {
    Trial.withSeeds(FEW, cluster -> {
      Branch branch = new Branch(cluster, this);
      branch.feeds(ABOVE, label(9, 0), 0, 2); // so it goes by 9, one step from the leader
      branch.feeds(ABOVE, label(8, 0), 0, 1);
      branch.wait(ofSeconds(1));
      branch.expectNotFedBy(label(9, 2), "was sent an old message by its upstream");
    });
  }

  @Test
  @Order(35)
  @Tag("moves")
  @DisplayName("Orphans that know each other never follow each other in a circle")
  void orphans() {
    Trial.withSeeds(2 * FEW, cluster -> {
      tree(cluster);
      write(cluster, 10);
      cluster.crash(LEADER);
      expectNoCycle(cluster, ofSeconds(4));
      cluster.restart(LEADER);
      write(cluster, 10);
      cluster.runFor(LONG);
      Tree.expectEqual(cluster, this, LEADER, STANDBYS);
    });
  }

  @Test
  @Order(36)
  @Tag("moves")
  @DisplayName("Not even when one of them has restarted: what it told others it must still know")
  void orphansRestart() {
    Trial.withSeeds(2 * FEW, cluster -> {
      tree(cluster);
      write(cluster, 10);
      cluster.crash(LEADER);
      cluster.runFor(ofMillis(100));
      cluster.crash("delphi");
      cluster.restart("delphi");
      expectNoCycle(cluster, ofSeconds(4));
    });
  }

  @Test
  @Order(37)
  @Tag("moves")
  @DisplayName("A restart forgets no label that was told, not even one of the same beat")
  void nearerAndRestarted() {
    Trial.withSeeds(FEW, cluster -> {
      Branch branch = new Branch(cluster, this);
      branch.feeds(ABOVE, label(9, 3), 0, 2); // so it goes by 9, four steps from the leader
      branch.wait(ofSeconds(1));
      branch.feedsForAWhile(label(9, 0)); // and now by 9 and one step, as whoever asks it hears
      unless(
          branch.length() == 3,
          Tree.MOVES,
          () -> "delphi goes by 9, four steps from the leader, and does not follow who has none");
      cluster.crash(Branch.ON_TRIAL);
      cluster.restart(Branch.ON_TRIAL);
      branch.expectNotFedBy(label(9, 2), "restarted");
    });
  }

  @Test
  @Order(41)
  @Tag("survives-chaos")
  @DisplayName("Through all faults there is no circle, and in the end all hold the leader's log")
  void chaos() {
    Trial.underChaos(MANY, new CascadingStandbySubject(this));
  }

  /** A leader, delphi below it, ephesus below delphi, faiyum below ephesus; but each knows others too. */
  private void tree(Cluster cluster) {
    tree(cluster, List.of(LEADER, "delphi", "ephesus", "faiyum"));
    cluster.runFor(ofSeconds(1));
  }

  /** The same, of these nodes only; the first of them leads. */
  final void tree(Cluster cluster, List<String> nodes) {
    String leader = nodes.get(0);
    cluster.start(() -> new Replica(Mode.ASYNC), leader);
    for (String name : nodes.subList(1, nodes.size())) {
      Stream<String> upstreams = switch (name) {
        case "delphi" -> Stream.of(leader, "faiyum", "ephesus");
        case "ephesus" -> Stream.of("delphi", "faiyum", leader);
        default -> Stream.of("ephesus", "delphi", leader);
      };
      attach(cluster, name, upstreams.filter(nodes::contains).distinct().toArray(String[]::new));
    }
  }

  private void attach(Cluster cluster, String name, String... upstreams) {
    cluster.attach(() -> standby(upstreams), name);
  }

  private static void write(Cluster cluster, int many) {
    Client alice = cluster.client("alice");
    IntStream.range(0, many).forEach(i -> alice.append("diary", i + ","));
    cluster.await(alice.get("diary"));
  }

  private void expectNoCycle(Cluster cluster, Duration time) {
    for (Duration end = cluster.now().plus(time); cluster.now().compareTo(end) < 0; ) {
      cluster.runFor(ofMillis(10));
      Tree.expectNoCycle(cluster, this, STANDBYS);
    }
  }

  final View viewOf(Cluster cluster, String standby) {
    return view(cluster.state(standby, Record.class));
  }
}
