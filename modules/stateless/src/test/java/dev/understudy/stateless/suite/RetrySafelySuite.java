package dev.understudy.stateless.suite;

import static dev.understudy.cluster.InvariantBroken.unless;
import static dev.understudy.stateless.suite.Promises.ASKS_AGAIN;
import static dev.understudy.stateless.suite.Promises.AS_BEFORE;
import static dev.understudy.stateless.suite.Promises.ITS_ANSWER;
import static dev.understudy.stateless.suite.Promises.KNOWN;
import static dev.understudy.stateless.suite.Promises.ONCE;
import static dev.understudy.stateless.suite.Promises.OWN_NUMBER;
import static dev.understudy.stateless.suite.Promises.OWN_NUMBERS;
import static dev.understudy.stateless.suite.Promises.SAME_NUMBER;
import static dev.understudy.stateless.suite.Promises.STAYS;

import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.coach.Trial;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Judges a client that asks again and a store that may be asked again: first the client before a
 * store that only says what it is told, then the store before such clients, then both in chaos.
 * Whatever is right by the promises passes, however it is written.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class RetrySafelySuite {
  private static final int FEW = 4;
  private static final int MANY = 20;
  private static final String STORE = "athens";
  private static final Command TOY = new Command.Put("toy", "here");

  /** Some retries take so long, and giving up not longer than the second. */
  private static final Duration A_WHILE = Duration.ofSeconds(3);

  private static final Duration LONG = Duration.ofSeconds(30);

  /** A new client; it asks the only member that there is. */
  protected abstract Node client();

  /** Lets a client ask for a command; commands of one client are asked for one after the other. */
  protected abstract Future<Outcome<String>> execute(Node client, Command command);

  /** A new store. */
  protected abstract Node store();

  /** The content of a store, as its state says it. */
  protected abstract SortedMap<String, String> content(Record state);

  @Test
  @Order(11)
  @Tag("asks-again")
  @DisplayName("Who gets no answer asks again, and the command keeps its number")
  void asksAgain() {
    Trial.withSeeds(FEW, cluster -> {
      Voice athens = silentStore(cluster);
      execute(cluster.join("alice", client()), TOY);
      cluster.runFor(A_WHILE);
      List<Request> heard = athens.requests();
      unless(
          heard.size() > 2,
          ASKS_AGAIN,
          "athens was silent for 3 s and heard " + heard.size() + " requests");
      Request first = heard.get(0);
      unless(
          first.client().equals("alice") && first.command().equals(TOY),
          SAME_NUMBER,
          "alice was to ask for " + TOY + " and asked for " + first);
      unless(
          heard.stream().allMatch(first::equals),
          SAME_NUMBER,
          "one command was sent first as " + first + " and then as "
              + heard.stream().filter(one -> !one.equals(first)).findFirst().orElse(first));
    });
  }

  @Test
  @Order(12)
  @Tag("asks-again")
  @DisplayName("Each command has its own number, and only one is under way")
  void ownNumber() {
    Trial.withSeeds(FEW, cluster -> {
      Voice athens = silentStore(cluster);
      Node alice = cluster.join("alice", client());
      List.of("a", "b", "c").forEach(suffix -> execute(alice, entry(suffix)));
      long before = 0;
      for (String suffix : List.of("a", "b", "c")) {
        cluster.runFor(A_WHILE);
        Request newest = newest(athens);
        unless(
            newest.command().equals(entry(suffix)) && newest.sequence() > before,
            OWN_NUMBER,
            "after number " + before + " it is the turn of '" + suffix + "', and alice sends "
                + newest);
        before = newest.sequence();
        athens.tell(cluster, "alice", new Done(before, suffix));
      }
      int heard = athens.requests().size();
      cluster.runFor(A_WHILE);
      unless(
          athens.requests().size() == heard,
          ASKS_AGAIN,
          "everything is answered, and alice sends " + newest(athens) + " all the same");
    });
  }

  @Test
  @Order(13)
  @Tag("asks-again")
  @DisplayName("An answer that comes late, or twice, answers nothing else")
  void itsAnswer() {
    Trial.withSeeds(FEW, cluster -> {
      Voice athens = silentStore(cluster);
      Node alice = cluster.join("alice", client());
      Future<Outcome<String>> first = execute(alice, entry("a"));
      Future<Outcome<String>> second = execute(alice, entry("b"));
      cluster.runFor(A_WHILE);
      Done answer = new Done(newest(athens).sequence(), "first");
      athens.tell(cluster, "alice", answer);
      expectOutcome(first, "first");
      athens.tell(cluster, "alice", answer, answer);
      unless(
          !second.isComplete(),
          ITS_ANSWER,
          "the second command is under way, " + answer
              + " comes again, and is taken for its answer");
      athens.tell(cluster, "alice", new Done(newest(athens).sequence(), "second"));
      expectOutcome(second, "second");
      athens.tell(cluster, "alice", answer, new Done(newest(athens).sequence(), "again"));
      expectOutcome(second, "second");
    });
  }

  @Test
  @Order(14)
  @Tag("asks-again")
  @DisplayName("Of a write that nobody answered nothing is known; a read has failed")
  void unknown() {
    Trial.withSeeds(FEW, cluster -> {
      Voice athens = silentStore(cluster);
      Node alice = cluster.join("alice", client());
      Future<Outcome<String>> write = execute(alice, TOY);
      Future<Outcome<String>> read = execute(alice, new Command.Get("toy"));
      cluster.runFor(LONG);
      unless(
          write.isComplete() && write.result() instanceof Outcome.Unknown<String>,
          KNOWN,
          "after 30 s without an answer alice says of a write: "
              + (write.isComplete() ? write.result() : "nothing"));
      unless(
          read.isComplete() && read.result() instanceof Outcome.Fail<String>,
          KNOWN,
          "after 30 s without an answer alice says of a read: "
              + (read.isComplete() ? read.result() : "nothing"));
      long last = newest(athens).sequence();
      execute(alice, TOY);
      cluster.runFor(A_WHILE);
      unless(
          newest(athens).sequence() > last,
          OWN_NUMBER,
          "number " + last + " was given up, and alice sends " + newest(athens));
    });
  }

  @Test
  @Order(21)
  @Tag("once")
  @DisplayName("A command is applied, and answered with its result")
  void applies() {
    Trial.withSeeds(FEW, cluster -> {
      Voice alice = voice(cluster, "alice");
      expectAnswer(new Done(1, null), alice.tell(cluster, STORE, request("alice", 1)), ONCE);
      expectAnswer(new Done(2, "<1>"), alice.tell(cluster, STORE, request("alice", 2)), ONCE);
      expectDiary(cluster, "<1><2>", ONCE);
    });
  }

  @Test
  @Order(22)
  @Tag("once")
  @DisplayName("What is asked twice is applied once, and answered as the first time")
  void repeated() {
    Trial.withSeeds(FEW, cluster -> {
      Voice alice = voice(cluster, "alice");
      alice.tell(cluster, STORE, request("alice", 1));
      Request second = request("alice", 2);
      alice.tell(cluster, STORE, second, second);
      expectDiary(cluster, "<1><2>", ONCE);
      expectAnswer(new Done(2, "<1>"), alice.tell(cluster, STORE, second), AS_BEFORE);
      expectDiary(cluster, "<1><2>", ONCE);
    });
  }

  @Test
  @Order(23)
  @Tag("once")
  @DisplayName("Each client has its own numbers")
  void ownNumbers() {
    Trial.withSeeds(FEW, cluster -> {
      Voice alice = voice(cluster, "alice");
      Voice bob = cluster.join("bob", new Voice());
      alice.tell(cluster, STORE, request("alice", 1), request("alice", 2));
      bob.tell(cluster, STORE, request("bob", 1));
      expectDiary(cluster, "<1><2><1>", OWN_NUMBERS);
      expectAnswer(new Done(2, "<1>"), alice.tell(cluster, STORE, request("alice", 2)), AS_BEFORE);
      expectDiary(cluster, "<1><2><1>", ONCE);
    });
  }

  @Test
  @Order(24)
  @Tag("once")
  @DisplayName("A number that comes late changes nothing; one that is missing is not waited for")
  void late() {
    Trial.withSeeds(FEW, cluster -> {
      Voice alice = voice(cluster, "alice");
      alice.tell(cluster, STORE, request("alice", 1));
      alice.tell(cluster, STORE, request("alice", 2));
      List<Done> late = alice.tell(cluster, STORE, request("alice", 1));
      expectDiary(cluster, "<1><2>", ONCE);
      unless(
          late.stream().allMatch(new Done(1, null)::equals),
          AS_BEFORE,
          "number 1 was answered with null, and now, after number 2, with " + late);
      expectAnswer(new Done(2, "<1>"), alice.tell(cluster, STORE, request("alice", 2)), AS_BEFORE);
      expectDiary(cluster, "<1><2>", ONCE);
      expectAnswer(
          new Done(7, "<1><2>"), alice.tell(cluster, STORE, request("alice", 7)), OWN_NUMBERS);
    });
  }

  @Test
  @Order(25)
  @Tag("once")
  @DisplayName(
      "After a crash the store has what it acknowledged, and recognises what it had applied")
  void crash() {
    Trial.withSeeds(FEW, cluster -> {
      Voice alice = voice(cluster, "alice");
      alice.tell(cluster, STORE, request("alice", 1));
      alice.tell(cluster, STORE, request("alice", 2));
      for (int crashes = 0; crashes < 2; crashes++) {
        cluster.crash(STORE);
        cluster.restart(STORE);
        expectDiary(cluster, "<1><2>", STAYS);
        List<Done> again = alice.tell(cluster, STORE, request("alice", 2));
        expectDiary(cluster, "<1><2>", ONCE);
        expectAnswer(new Done(2, "<1>"), again, AS_BEFORE);
        alice.tell(cluster, STORE, request("alice", 1));
        expectDiary(cluster, "<1><2>", ONCE);
      }
    });
  }

  @Test
  @Order(31)
  @Tag("survives-chaos")
  @DisplayName("Through lost, doubled and late messages, pauses and crashes no promise is broken")
  void chaos() {
    Trial.underChaos(MANY, new RetrySafelySubject(this));
  }

  private static Voice silentStore(Cluster cluster) {
    Voice athens = new Voice();
    cluster.start(() -> athens, STORE);
    return athens;
  }

  private Voice voice(Cluster cluster, String name) {
    cluster.start(this::store, STORE);
    return cluster.join(name, new Voice());
  }

  private static Command entry(String suffix) {
    return new Command.Append("diary", suffix);
  }

  private static Request request(String client, int number) {
    return new Request(client, number, entry("<" + number + ">"));
  }

  private static Request newest(Voice athens) {
    unless(!athens.requests().isEmpty(), ASKS_AGAIN, "athens has heard no request at all");
    return athens.newest();
  }

  private static void expectOutcome(Future<Outcome<String>> command, String result) {
    unless(
        command.isComplete() && command.result().equals(Outcome.ok(result)),
        ITS_ANSWER,
        "it was answered with '" + result + "', and its outcome is "
            + (command.isComplete() ? command.result() : "open"));
  }

  private static void expectAnswer(Done expected, List<Done> answers, String promise) {
    unless(
        !answers.isEmpty() && answers.stream().allMatch(expected::equals),
        promise,
        "the answer must be " + expected + " and is " + answers);
  }

  private void expectDiary(Cluster cluster, String expected, String promise) {
    String found = contentOf(cluster, STORE).getOrDefault("diary", "");
    unless(
        found.equals(expected),
        promise,
        "the diary must be '" + expected + "' and is '" + found + "'");
  }

  final SortedMap<String, String> contentOf(Cluster cluster, String name) {
    return content(cluster.state(name, Record.class));
  }
}
