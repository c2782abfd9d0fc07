package dev.understudy.quorum;

import dev.understudy.cluster.ClientMessage.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A request that a coordinator sees to: in which round it is, and who has answered in it. */
final class Task {
  private final Request request;
  private final Map<String, Record> answers = new LinkedHashMap<>(); // of this round, as they came
  private Ballot ballot = Ballot.NONE;
  private String round = "";

  Task(Request request) {
    this.request = request;
  }

  Request request() {
    return request;
  }

  String id() {
    return request.client() + " " + request.sequence();
  }

  String key() {
    return request.command().key();
  }

  /** The ballot of this attempt; {@link Ballot#NONE} for a read. */
  Ballot ballot() {
    return ballot;
  }

  /** A new attempt begins. */
  void attempt(Ballot newBallot) {
    ballot = newBallot;
  }

  /** From now on answers of this round count. */
  void begin(String name) {
    round = name;
    answers.clear();
  }

  boolean isIn(String name) {
    return round.equals(name);
  }

  String round() {
    return round;
  }

  /** How many have answered in this round, this one among them. */
  int count(String node, Record answer) {
    answers.put(node, answer);
    return answers.size();
  }

  /** All answers of this round, as they came. */
  <A> List<A> all(Class<A> type) {
    return answers.values().stream().map(type::cast).toList();
  }

  /** Each answer is looked at, with who gave it, and may become another one. */
  <A extends Record> void replace(Class<A> type, BiFunction<String, A, A> with) {
    answers.replaceAll((node, answer) -> with.apply(node, type.cast(answer)));
  }

  @Override
  public String toString() {
    return id() + " " + round + " " + ballot + " " + answers;
  }
}
