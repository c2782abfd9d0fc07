package dev.understudy.replication.reads;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.Position;
import dev.understudy.replication.reads.ReadMessage.Age;
import dev.understudy.replication.reads.ReadMessage.AskAge;
import dev.understudy.replication.reads.ReadMessage.Behind;
import dev.understudy.replication.reads.ReadMessage.Confirm;
import dev.understudy.replication.reads.ReadMessage.Confirmed;
import dev.understudy.replication.reads.ReadMessage.Found;
import dev.understudy.replication.reads.ReadMessage.Full;
import dev.understudy.replication.reads.ReadMessage.Lost;
import dev.understudy.replication.reads.ReadMessage.Read;
import dev.understudy.replication.reads.ReadMessage.TooStale;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads at replicas, one after the other until one answers. It remembers what it has seen, so that no
 * later answer shows less: it never goes back, and what it is told of by {@link #saw} is in all answers
 * from then on. If that is gone, because an acknowledged write was lost, it says so once.
 *
 * <p>It has one question under way at a time; further ones wait.
 */
public final class Reader extends Node {
  private static final Duration USUAL_PATIENCE = Duration.ofMillis(300);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private record Question(
      long number,
      String key,
      boolean isAny,
      Duration mostAge,
      Promise<Outcome<Reading>> promise) {}

  /** What others may see of a reader: its last question, whom it asks, and what it has seen. */
  public record State(long number, String target, int waiting, List<Position> seen) {}

  private final Duration patience;
  private final List<String> asks; // nobody in it: all members
  private final Seen seen = new Seen(); // volatile, as all that a reader knows
  private final ArrayDeque<Question> questions = new ArrayDeque<>();
  private final TreeMap<String, String> tooStale = new TreeMap<>(); // how old, by whom it was said
  private List<Position> mustHold = List.of();
  private long number;
  private int target;

  /** A reader that asks these replicas, the first one first, or all members if none is named. */
  public Reader(String... asks) {
    this(USUAL_PATIENCE, asks);
  }

  /** The same; each replica may wait so long until it can answer. */
  public Reader(Duration patience, String... asks) {
    this.patience = patience;
    this.asks = List.of(asks);
  }

  /** Reads a key, as of no earlier moment than all that was seen before. */
  public Future<Outcome<Reading>> read(String key) {
    return begin(promise -> enqueue(key, false, null, promise));
  }

  /**
   * The same, and no older than this when it is asked for: all that was committed before is in it. It
   * fails if no replica can promise that.
   */
  public Future<Outcome<Reading>> read(String key, Duration mostAge) {
    return begin(promise -> enqueue(key, false, mostAge, promise));
  }

  /** Reads a key as of any moment: it may be older than what was seen before. */
  public Future<Outcome<Reading>> readAny(String key) {
    return begin(promise -> enqueue(key, true, null, promise));
  }

  /** All answers to what is asked from now on hold this entry, or say that it is lost. */
  public Future<Void> saw(Position position) {
    return begin(promise -> {
      seen.add(position);
      promise.complete();
    });
  }

  @Override
  protected Handlers handlers() {
    return Handlers.of(ReadMessage.class)
        .on(Found.class, this::onFound)
        .on(TooStale.class, this::onTooStale)
        .on(Behind.class, (from, behind) -> onRefused(from, behind.number()))
        .on(Lost.class, this::onLost)
        .on(Full.class, (from, full) -> onFull(full))
        .answers(Read.class, AskAge.class, Age.class, Confirm.class, Confirmed.class);
  }

  @Override
  public State state() {
    return new State(number, targets().get(target), questions.size(), seen.positions());
  }

  private void enqueue(
      String key, boolean isAny, Duration mostAge, Promise<Outcome<Reading>> promise) {
    questions.add(new Question(++number, key, isAny, mostAge, promise));
    if (questions.size() == 1) {
      beginQuestion();
    }
  }

  private void beginQuestion() {
    Question question = questions.peek();
    traceCall(question.number, new Command.Get(question.key));
    tooStale.clear();
    mustHold = question.isAny ? List.of() : seen.positions();
    setTimer("give up", Client.DEADLINE, () -> finish(Outcome.fail(silence())));
    ask();
  }

  private static String silence() {
    return "no replica could answer within " + Client.DEADLINE.toSeconds() + " s";
  }

  private void ask() {
    Question question = questions.peek();
    send(
        targets().get(target),
        new Read(question.number, question.key, mustHold, question.mostAge, patience));
    setTimer("no answer", patience.multipliedBy(2), this::askAnother);
  }

  private void askAnother() {
    target = (target + 1) % targets().size();
    ask();
  }

  private void onFound(String from, Found found) {
    if (isCurrent(found.number())) {
      if (!questions.peek().isAny) {
        seen.isHeld(mustHold, found.position());
      }
      finish(Outcome.ok(new Reading(found.value(), found.position(), found.age(), from)));
    }
  }

  /** Goes on to the others, the leader first; when all have said it, that is the answer. */
  private void onTooStale(String from, TooStale answer) {
    if (!isCurrent(answer.number())) {
      return;
    }
    tooStale.put(
        from, answer.age() == null ? "of no known age" : answer.age().toMillis() + " ms old");
    if (tooStale.keySet().containsAll(targets())) {
      finish(Outcome.fail("too stale: " + tooStale));
    } else if (from.equals(targets().get(target))) {
      int leader = targets().indexOf(answer.leader());
      if (leader >= 0 && !tooStale.containsKey(answer.leader())) {
        target = leader;
        ask();
      } else {
        askAnother();
      }
    }
  }

  private void onRefused(String from, long answered) {
    if (isCurrent(answered) && from.equals(targets().get(target))) {
      askAnother();
    }
  }

  private void onFull(Full full) {
    if (isCurrent(full.number())) {
      setTimer("no answer", PAUSE, this::askAnother);
    }
  }

  private void onLost(String from, Lost lost) {
    if (isCurrent(lost.number())) {
      seen.forget(lost.lost());
      boolean isSure = lost.instead().index() <= lost.lost().index();
      finish(Outcome.fail("lost: what was seen at " + lost.lost() + (isSure ? " is" : " may be")
          + " gone, since " + from + " holds " + lost.instead()));
    }
  }

  private void finish(Outcome<Reading> outcome) {
    cancelTimer("no answer");
    cancelTimer("give up");
    Question question = questions.poll();
    traceReturn(
        question.number,
        outcome instanceof Outcome.Ok<Reading> ok ? Outcome.ok(ok.value().value()) : outcome);
    question.promise.complete(outcome);
    if (!questions.isEmpty()) {
      beginQuestion();
    }
  }

  private List<String> targets() {
    return asks.isEmpty() ? peers() : asks;
  }

  private boolean isCurrent(long answered) {
    return !questions.isEmpty() && questions.peek().number == answered;
  }
}
