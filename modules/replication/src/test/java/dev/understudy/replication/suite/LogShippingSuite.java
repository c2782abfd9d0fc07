package dev.understudy.replication.suite;

import static dev.understudy.replication.suite.Promises.APPLIED;
import static dev.understudy.replication.suite.Promises.ASYNC;
import static dev.understudy.replication.suite.Promises.BOUNDED;
import static dev.understudy.replication.suite.Promises.FROM_WHERE_IT_STANDS;
import static dev.understudy.replication.suite.Promises.LIVE;
import static dev.understudy.replication.suite.Promises.ONE_LEADER;
import static dev.understudy.replication.suite.Promises.PREFIX;
import static dev.understudy.replication.suite.Promises.STAYS;
import static dev.understudy.replication.suite.Promises.append;
import static dev.understudy.replication.suite.Promises.expectAtMost;
import static dev.understudy.replication.suite.Promises.expectEntries;
import static dev.understudy.replication.suite.Promises.expectFaithful;
import static dev.understudy.replication.suite.Promises.expectFlushed;
import static dev.understudy.replication.suite.Promises.expectNewest;
import static dev.understudy.replication.suite.Promises.reached;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.coach.Trial;
import dev.understudy.replication.Entry;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.Missing;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Judges a replica that ships its log asynchronously within one epoch: first one handler after the
 * other, among members that only say what they are told, then whole clusters that crash, then chaos.
 * Whatever is right by the promises passes, however it is written.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class LogShippingSuite {
  private static final int FEW = 4;
  private static final int MANY = 20;
  /** So long may a leader take that sends one message between two heartbeats. */
  private static final Duration A_WHILE = Duration.ofMillis(500);

  private static final String[] MEMBERS = {"athens", "byzantium", "cyrene"};

  private static final Command TOY = new Command.Put("toy", "here");

  /** What the suite looks at. */
  public record View(
      boolean leading, List<Entry> log, long committed, SortedMap<String, String> content) {}

  /**
   * The bounds that the class on trial has set itself.
   *
   * @param perMessage so many entries are in one message at most
   * @param underWay no more are sent when so many are not known to be flushed
   */
  public record Limits(int perMessage, int underWay) {}

  /** A new one of the class on trial. */
  protected abstract Node replica();

  /** What its state says. */
  protected abstract View view(Record state);

  /** The bounds that it keeps. */
  protected abstract Limits limits();

  @Test
  @Order(11)
  @Tag("ships")
  @DisplayName("A write is acknowledged at once, also while no follower answers")
  void acknowledges() {
    Trial.withSeeds(FEW, cluster -> {
      cluster.start(this::replica, MEMBERS);
      cluster.crash("byzantium");
      cluster.crash("cyrene");
      Duration asked = cluster.now();
      Outcome<String> outcome = cluster.await(cluster.client("alice").put("toy", "here"));
      Duration waited = cluster.now().minus(asked);
      InvariantBroken.unless(
          outcome.isOk() && waited.toMillis() < 40,
          ASYNC,
          "alice's write came to " + outcome + " after " + waited.toMillis() + " ms");
    });
  }

  @Test
  @Order(12)
  @Tag("ships")
  @DisplayName("A write that was acknowledged is still there after a crash of the leader")
  void acknowledgedIsDurable() {
    Trial.withSeeds(FEW, cluster -> {
      cluster.start(this::replica, MEMBERS);
      Client alice = cluster.client("alice");
      cluster.await(alice.put("toy", "here"));
      cluster.crash("athens");
      cluster.restart("athens");
      Outcome<String> found = cluster.await(alice.get("toy"));
      InvariantBroken.unless(
          found.equals(Outcome.ok("here")), STAYS, "alice put 'here' and now reads " + found);
    });
  }

  @Test
  @Order(13)
  @Tag("ships")
  @DisplayName("A follower takes no write, and names the leader")
  void followerTakesNoWrite() {
    Trial.withSeeds(FEW, cluster -> {
      Rehearsal rehearsal = Rehearsal.ofFollower(cluster, this::replica);
      List<Object> answers = rehearsal.tell(new Request("athens", 1, TOY));
      InvariantBroken.unless(
          answers.equals(List.of(new NotLeader(1, "athens")))
              && logOf(cluster, "byzantium").isEmpty(),
          ONE_LEADER,
          "the follower byzantium answered " + answers + " and has "
              + logOf(cluster, "byzantium").size() + " entries");
    });
  }

  @Test
  @Order(14)
  @Tag("ships")
  @DisplayName("A follower puts the entries in their order, and applies those that are committed")
  void followerAppends() {
    Trial.withSeeds(FEW, cluster -> {
      Rehearsal rehearsal = Rehearsal.ofFollower(cluster, this::replica);
      expectFlushed(2, 2, rehearsal.tell(append(0, 2, 0)));
      expectLog(cluster, 2, 0);
      expectFlushed(2, 2, rehearsal.tell(append(2, 0, 1)));
      expectLog(cluster, 2, 1);
      expectFlushed(3, 3, rehearsal.tell(append(2, 1, 9))); // the leader is ahead of what it sent
      expectLog(cluster, 3, 3);
    });
  }

  @Test
  @Order(15)
  @Tag("ships")
  @DisplayName("Every follower is sent every entry, each message fitting behind the one before")
  void leaderShips() {
    Trial.withSeeds(FEW, cluster -> {
      Rehearsal rehearsal = Rehearsal.ofLeader(cluster, this::replica);
      int writes = limits().perMessage() * 2 + 1;
      rehearsal.write(writes);
      cluster.runFor(A_WHILE);
      List<Entry> log = logOf(cluster, "athens");
      expectEntries(log, Rehearsal.requests(writes));
      for (String follower : List.of("byzantium", "cyrene")) {
        long reached = 0;
        for (Append append : rehearsal.appendsHeardBy(follower)) {
          expectFaithful(append, log);
          long begin = append.previousIndex();
          InvariantBroken.unless(
              begin == reached, PREFIX, follower + " is sent " + append + " after " + reached);
          reached = begin + append.entries().size();
        }
        InvariantBroken.unless(
            reached == log.size(),
            LIVE,
            follower + " was sent the entries up to " + reached + " of " + log.size());
      }
    });
  }

  @Test
  @Order(16)
  @Tag("ships")
  @DisplayName("A silent follower is not flooded, and is sent more as soon as it has flushed")
  void bounded() {
    Trial.withSeeds(1, cluster -> {
      Rehearsal rehearsal = Rehearsal.ofLeader(cluster, this::replica);
      int most = limits().underWay() + limits().perMessage();
      rehearsal.write(most + 10);
      cluster.runFor(A_WHILE);
      List<Append> sent = rehearsal.appendsHeardBy("byzantium");
      int longest =
          sent.stream().mapToInt(append -> append.entries().size()).max().orElse(0);
      InvariantBroken.unless(
          longest <= limits().perMessage(),
          BOUNDED,
          "a message carries " + longest + " entries, more than " + limits().perMessage());
      expectAtMost(most, 0, sent);
      rehearsal.tell(new Flushed(1, 1));
      cluster.runFor(A_WHILE);
      List<Append> all = rehearsal.appendsHeardBy("byzantium");
      expectAtMost(most, 1, all);
      long reached = reached(all);
      rehearsal.tell(new Flushed(1, reached));
      cluster.runFor(A_WHILE);
      int end = logOf(cluster, "athens").size();
      long now = reached(rehearsal.appendsHeardBy("byzantium"));
      InvariantBroken.unless(
          now == end,
          LIVE,
          "byzantium has flushed " + reached + " of " + end + " entries and was sent " + now);
      // The second message is an old one, that came late.
      List<Append> newest = Rehearsal.appends(
          rehearsal.tell(new Flushed(1, end), new Flushed(1, 1), request(most + 11)));
      InvariantBroken.unless(
          !newest.isEmpty() && newest.stream().allMatch(append -> append.previousIndex() >= end),
          FROM_WHERE_IT_STANDS,
          "byzantium has flushed " + end + " entries, there is one more, and it is sent " + newest);
    });
  }

  @Test
  @Order(21)
  @Tag("catches-up")
  @DisplayName("Entries that would leave a gap are refused, with the place where to go on")
  void gap() {
    Trial.withSeeds(FEW, cluster -> {
      Rehearsal rehearsal = Rehearsal.ofFollower(cluster, this::replica);
      rehearsal.tell(append(0, 2, 0));
      for (Append early : List.of(append(3, 1, 0), append(7, 2, 9), append(5, 0, 0))) {
        List<Object> answers = rehearsal.tell(early);
        InvariantBroken.unless(
            answers.equals(List.of(new Missing(1, 2))),
            PREFIX,
            "byzantium has 2 entries and answers " + early + " with " + answers);
        expectLog(cluster, 2, 0);
      }
    });
  }

  @Test
  @Order(22)
  @Tag("catches-up")
  @DisplayName("Entries that come twice, or late, change nothing")
  void repetition() {
    Trial.withSeeds(FEW, cluster -> {
      Rehearsal rehearsal = Rehearsal.ofFollower(cluster, this::replica);
      rehearsal.tell(append(0, 2, 0));
      expectFlushed(2, 2, rehearsal.tell(append(0, 2, 1)));
      expectLog(cluster, 2, 1);
      expectFlushed(4, 4, rehearsal.tell(append(1, 3, 1))); // overlaps
      expectLog(cluster, 4, 1);
      expectFlushed(
          1, 4, rehearsal.tell(append(0, 1, 0))); // late: the truth may be more than asked
      expectLog(cluster, 4, 1);
      cluster.crash("byzantium");
      cluster.restart("byzantium");
      expectLog(cluster, 4, 0);
    });
  }

  @Test
  @Order(23)
  @Tag("catches-up")
  @DisplayName("The leader goes on from where a follower says that it stands")
  void goesBack() {
    Trial.withSeeds(FEW, cluster -> {
      Rehearsal rehearsal = Rehearsal.ofLeader(cluster, this::replica);
      rehearsal.write(6);
      long last = logOf(cluster, "athens").size();
      for (long stands : List.of(0L, 3L, last - 1)) {
        List<Append> sent = Rehearsal.appends(rehearsal.tell(new Missing(1, stands)));
        InvariantBroken.unless(
            !sent.isEmpty() && sent.get(0).previousIndex() == stands && reached(sent) == last,
            FROM_WHERE_IT_STANDS,
            "byzantium stands at " + stands + " of " + last + " and is sent " + sent);
      }
      // It has all by now; what it said before comes late.
      expectNewest(rehearsal, last, new Missing(1, 0), new Flushed(1, last), request(7));
      expectNewest(
          rehearsal, last + 1, request(8), new Missing(1, 0), new Flushed(1, last + 1), request(9));
    });
  }

  @Test
  @Order(24)
  @Tag("catches-up")
  @DisplayName("A follower that was down gets what it missed, and not again what it had")
  void followerRestarts() {
    Trial.withSeeds(FEW, cluster -> {
      cluster.start(this::replica, MEMBERS);
      write(cluster, 30);
      cluster.runFor(Duration.ofMillis(200));
      int had = logOf(cluster, "cyrene").size();
      cluster.crash("cyrene");
      write(cluster, 2 * 70);
      int before = cluster.trace().events().size();
      cluster.restart("cyrene");
      expectEqual(cluster, Duration.ofSeconds(2));
      List<TraceEvent> since = cluster.trace().events();
      for (TraceEvent event : since.subList(before, since.size())) {
        if (event instanceof TraceEvent.Sent sent
            && sent.to().equals("cyrene")
            && sent.message() instanceof Append append
            && !append.entries().isEmpty()) {
          InvariantBroken.unless(
              append.previousIndex() >= had,
              FROM_WHERE_IT_STANDS,
              "cyrene had " + had + " entries on its disk and was sent " + append);
        }
      }
    });
  }

  @Test
  @Order(25)
  @Tag("catches-up")
  @DisplayName("A leader that comes back finds out where its followers stand")
  void leaderRestarts() {
    Trial.withSeeds(FEW, cluster -> {
      cluster.start(this::replica, MEMBERS);
      write(cluster, 20);
      cluster.isolate("byzantium");
      cluster.isolate("cyrene");
      write(cluster, 100);
      cluster.crash("athens");
      cluster.heal();
      cluster.restart("athens");
      expectEqual(cluster, Duration.ofSeconds(2));
    });
  }

  @Test
  @Order(31)
  @Tag("survives-chaos")
  @DisplayName("Through lost, doubled and late messages, pauses and crashes no promise is broken")
  void chaos() {
    Trial.underChaos(MANY, new LogShippingSubject(this));
  }

  private static void write(Cluster cluster, int many) {
    Client alice = cluster.client("alice");
    IntStream.range(0, many).forEach(i -> alice.append("diary", i + ","));
    cluster.await(alice.get("diary"));
  }

  private static Request request(int number) {
    return new Request("byzantium", number, TOY);
  }

  private void expectLog(Cluster cluster, int length, int committed) {
    List<Entry> expected =
        IntStream.rangeClosed(1, length).mapToObj(Promises::entry).toList();
    View seen = viewOf(cluster, "byzantium");
    InvariantBroken.unless(
        seen.log().equals(expected),
        PREFIX,
        "byzantium should have " + length + " entries and has " + seen.log());
    String diary =
        IntStream.rangeClosed(1, committed).mapToObj(i -> i + ",").reduce("", String::concat);
    InvariantBroken.unless(
        seen.committed() == committed
            && seen.content().getOrDefault("diary", "").equals(diary),
        APPLIED,
        committed + " entries are committed, but byzantium has committed " + seen.committed()
            + " and holds " + seen.content());
  }

  /** After this time all members have the leader's log and content. */
  private void expectEqual(Cluster cluster, Duration time) {
    cluster.runFor(time);
    Promises.expectEqual(this, cluster, cluster.members());
  }

  final View viewOf(Cluster cluster, String member) {
    return view(cluster.state(member, Record.class));
  }

  final List<Entry> logOf(Cluster cluster, String member) {
    return viewOf(cluster, member).log();
  }
}
