package dev.understudy.cluster;

import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/**
 * A client: finds the leader, asks again when no answer comes, and gives every operation a number by
 * which the members know it, so that asking twice does it once.
 *
 * <p>It has one operation under way at a time; further ones wait. After {@link #DEADLINE} it gives
 * up: a read has failed, but of a write nobody knows whether it happened.
 */
public final class Client extends Node {
  /** So long does an operation take at most, once its turn has come. */
  public static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final Duration FIRST_PATIENCE = Duration.ofMillis(200);
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE_WITHOUT_LEADER = Duration.ofMillis(50);

  private record Call(
      long sequence, Command command, String wish, Promise<Outcome<String>> promise) {}

  /** What others may see of a client. */
  public record State(long sequence, String target, int waiting, Duration patience) {}

  private final List<String> asks; // nobody in it: all members
  private final ArrayDeque<Call> calls = new ArrayDeque<>();
  private long sequence; // volatile: a client that crashed is gone, the next one has another name
  private int target;
  private Duration patience = FIRST_PATIENCE;
  private Position position = Position.NONE; // of the operation that was done last

  /**
   * A client that asks the members of these names, or all that there are when it joins if none is
   * named: for clusters in which not every member is for clients.
   */
  public Client(String... asks) {
    this.asks = List.of(asks);
  }

  /** Sets a key. The result is the value before, or null. */
  public Future<Outcome<String>> put(String key, String value) {
    return execute(new Command.Put(key, value));
  }

  /** Sets a key as safely as this wish says, in the words of the protocol that is asked. */
  public Future<Outcome<String>> put(String key, String value, String wish) {
    return execute(new Command.Put(key, value), wish);
  }

  /** Reads a key. The result is its value, or null. */
  public Future<Outcome<String>> get(String key) {
    return execute(new Command.Get(key));
  }

  /** Removes a key. The result is the value before, or null. */
  public Future<Outcome<String>> delete(String key) {
    return execute(new Command.Delete(key));
  }

  /** Appends to a key's value. The result is the value before, or null. */
  public Future<Outcome<String>> append(String key, String suffix) {
    return execute(new Command.Append(key, suffix));
  }

  /** Sets a key if it has the expected value (null: is absent). The result is the value found. */
  public Future<Outcome<String>> compareAndSet(String key, String expected, String value) {
    return execute(new Command.CompareAndSet(key, expected, value));
  }

  /**
   * Asks for any command. The future succeeds with what is known of the outcome; it stays open only if
   * this client itself crashes.
   */
  public Future<Outcome<String>> execute(Command command) {
    return execute(command, "");
  }

  /** The same as safely as this wish says, in the words of the protocol that is asked. */
  public Future<Outcome<String>> execute(Command command, String wish) {
    return begin(promise -> enqueue(command, wish, promise));
  }

  /** Where its last operation that was done stands in the log, for whoever is to read what it wrote. */
  public Future<Position> position() {
    return begin(promise -> promise.complete(position));
  }

  @Override
  protected Handlers handlers() {
    return Handlers.of(ClientMessage.class)
        .on(Done.class, this::onDone)
        .on(NotLeader.class, this::onNotLeader)
        .on(Rejected.class, this::onRejected)
        .on(Busy.class, this::onBusy)
        .answers(Request.class);
  }

  @Override
  public State state() {
    return new State(
        sequence, targets().isEmpty() ? "" : targets().get(target), calls.size(), patience);
  }

  private void enqueue(Command command, String wish, Promise<Outcome<String>> promise) {
    Call call = new Call(++sequence, command, wish, promise);
    calls.add(call);
    if (calls.size() == 1) {
      beginCall();
    }
  }

  private void beginCall() {
    Call call = calls.peek();
    traceCall(call.sequence(), call.command());
    if (targets().isEmpty()) {
      finish(Outcome.fail("there was no member when this client joined: start the members first"));
      return;
    }
    patience = FIRST_PATIENCE;
    setTimer("give up", DEADLINE, this::giveUp);
    attempt();
  }

  private void attempt() {
    Call call = calls.peek();
    send(targets().get(target), new Request(self(), call.sequence(), call.command(), call.wish()));
    setTimer("no answer", patience, this::onNoAnswer);
  }

  /** Waits longer each time and not exactly so, or all clients would come back at once. */
  private void onNoAnswer() {
    long doubled = Math.min(patience.toMillis() * 2, MOST_PATIENCE.toMillis());
    patience = Duration.ofMillis(doubled * 3 / 4 + random().nextInt((int) doubled / 4));
    askAnother();
  }

  private void askAnother() {
    target = (target + 1) % targets().size();
    attempt();
  }

  private void onDone(String from, Done done) {
    if (isCurrent(done.sequence())) {
      position = done.position();
      finish(Outcome.ok(done.result()));
    }
  }

  private void onRejected(String from, Rejected rejected) {
    if (isCurrent(rejected.sequence())) {
      finish(Outcome.fail(rejected.reason()));
    }
  }

  /** Asks the same one again, and not sooner than if it had not answered. */
  private void onBusy(String from, Busy busy) {
    if (isCurrent(busy.sequence()) && from.equals(targets().get(target))) {
      setTimer("no answer", patience, this::attempt);
    }
  }

  private void onNotLeader(String from, NotLeader answer) {
    if (!isCurrent(answer.sequence()) || !from.equals(targets().get(target))) {
      return;
    }
    int leader = targets().indexOf(answer.leader());
    if (leader >= 0 && leader != target) {
      target = leader;
      attempt();
    } else {
      setTimer("no answer", PAUSE_WITHOUT_LEADER, this::askAnother);
    }
  }

  private void giveUp() {
    String silence = "no answer within " + DEADLINE.toSeconds() + " s";
    // A read that was not answered did nothing; a write may still be on its way.
    finish(calls.peek().command().isReadOnly() ? Outcome.fail(silence) : Outcome.unknown(silence));
  }

  private void finish(Outcome<String> outcome) {
    cancelTimer("no answer");
    cancelTimer("give up");
    Call call = calls.poll();
    traceReturn(call.sequence(), outcome);
    call.promise().complete(outcome);
    if (!calls.isEmpty()) {
      beginCall();
    }
  }

  private List<String> targets() {
    return asks.isEmpty() ? peers() : asks;
  }

  private boolean isCurrent(long answered) {
    return !calls.isEmpty() && calls.peek().sequence() == answered;
  }
}
