package dev.understudy.replication.reads;

import dev.understudy.cluster.Position;
import dev.understudy.replication.reads.ReadMessage.Age;
import dev.understudy.replication.reads.ReadMessage.AskAge;
import dev.understudy.replication.reads.ReadMessage.Confirm;
import dev.understudy.replication.reads.ReadMessage.Confirmed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Finds out how old it is what a replica knows. A leader asks the other members: if a majority knows of
 * no later epoch, nobody else had committed anything when it asked. Everybody else asks whom it
 * follows, which answers with its own age, and so on up to the leader.
 *
 * <p>It asks only while somebody waits, and at most once in an interval.
 */
final class Ages {
  /** How often anybody is asked at most: as often as a leader sends heartbeats. */
  static final Duration INTERVAL = Duration.ofMillis(50);

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int MOST_ROUNDS = 32; // an answer that is later than so many is useless

  /** What was asked: members by a leader of this epoch, or, in epoch 0, whom it follows. */
  private record Round(long epoch, Position committed, int members, List<String> confirming) {}

  /** Somebody who follows us and waits for our age. */
  private record Asker(AskAge question, Duration until) {}

  private final ReadHost host;
  private final ReadRules rules;
  private final Freshness freshness;

  // A round is named by when it began: what answers to an earlier incarnation is in none of them.
  private final TreeMap<Duration, Round> rounds = new TreeMap<>();
  private final TreeMap<String, Asker> askers = new TreeMap<>();
  private Duration lastAsked;

  Ages(ReadHost host, ReadRules rules, Freshness freshness) {
    this.host = host;
    this.rules = rules;
    this.freshness = freshness;
  }

  /** Whether anybody who follows us waits. */
  boolean isAsked() {
    return !askers.isEmpty();
  }

  /** Begins a round, unless the last one is too close. */
  void ask() {
    Duration now = host.now();
    if (lastAsked != null && now.minus(lastAsked).compareTo(INTERVAL) < 0) {
      return;
    }
    if (!host.upstream().isEmpty()) {
      begin(now, new Round(0, Position.NONE, 0, List.of()));
      host.send(host.upstream(), new AskAge(now));
    } else if (host.mayVouch()) {
      long committed = host.committed();
      Position position = new Position(host.epochAt(committed), committed);
      Round round = new Round(host.epoch(), position, host.others().size() + 1, new ArrayList<>());
      begin(now, round);
      host.others().forEach(other -> host.send(other, new Confirm(host.epoch(), now)));
      count(now, round);
    }
  }

  private void begin(Duration now, Round round) {
    lastAsked = now;
    rounds.put(now, round);
    if (rounds.size() > MOST_ROUNDS) {
      rounds.pollFirstEntry();
    }
  }

  void onAskAge(String from, AskAge question) {
    askers.put(from, new Asker(question, host.now().plus(PATIENCE)));
    Duration age = freshness.leastAge(host.now());
    if (age != null && age.compareTo(INTERVAL) <= 0) {
      answerAll();
    } else {
      ask();
    }
  }

  void onAge(Age answer) {
    if (rounds.remove(answer.asked()) != null) {
      hear(answer.asked(), rules.heard(answer.age()), answer.committed());
    }
  }

  /** Who knows of a later epoch is silent: another leader may have committed something. */
  void onConfirm(String leader, Confirm question) {
    if (host.isCounted() && question.epoch() == host.epoch()) {
      host.send(leader, new Confirmed(question.epoch(), question.asked()));
    }
  }

  void onConfirmed(String from, Confirmed answer) {
    Round round = rounds.get(answer.asked());
    if (round != null && round.epoch == answer.epoch() && !round.confirming.contains(from)) {
      round.confirming.add(from);
      count(answer.asked(), round);
    }
  }

  private void count(Duration asked, Round round) {
    if (rules.isConfirmed(round.confirming.size() + 1, round.members)) {
      rounds.remove(asked);
      hear(asked, Duration.ZERO, round.committed);
    }
  }

  private void hear(Duration asked, Duration age, Position committed) {
    freshness.hear(rules.since(asked, host.now()), age, committed);
    answerAll();
  }

  private void answerAll() {
    askers.forEach((name, asker) -> {
      Duration age = rules.told(freshness.leastAge(host.now()));
      host.send(name, new Age(asker.question.asked(), age, freshness.upTo()));
    });
    askers.clear();
  }

  /** Asks again for those who wait, and forgets those who have waited long: they ask again. */
  void tick() {
    askers.values().removeIf(asker -> asker.until.compareTo(host.now()) <= 0);
    if (isAsked()) {
      ask();
    }
  }
}
