package dev.understudy.checker;

import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import dev.understudy.storage.KeyValueStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Histories for tests: written down, made from real runs of a store, and judged by brute force. */
final class Histories {
  private Histories() {}

  static Operation<Command, String> operation(
      String client, int called, int returned, Command command, Outcome<String> outcome) {
    return new Operation<>(
        client,
        called,
        command,
        outcome,
        Duration.ofMillis(called),
        returned < 0 ? null : Duration.ofMillis(returned));
  }

  static Operation<Command, String> ok(
      String client, int called, int returned, Command command, String result) {
    return operation(client, called, returned, command, Outcome.ok(result));
  }

  static Operation<Command, String> unknown(String client, int called, Command command) {
    return operation(client, called, -1, command, Outcome.unknown("no answer"));
  }

  @SafeVarargs
  static Verdict judge(Operation<Command, String>... operations) {
    List<Operation<Command, String>> all = new ArrayList<>();
    for (Operation<Command, String> operation : operations) {
      all.add(operation);
    }
    return Linearizability.check(History.of(all));
  }

  /** One client's operation that is under way. */
  private static final class Open {
    final String client;
    final int called;
    final Command command;
    boolean applied;
    String result;

    Open(String client, int called, Command command) {
      this.client = client;
      this.called = called;
      this.command = command;
    }

    void apply(KeyValueStore store) {
      if (!applied) {
        applied = true;
        result = store.apply(command);
      }
    }
  }

  /**
   * What clients see of a correct store: every operation happens at a random moment after its call,
   * some are not answered (and happen late, or never), some fail and do not happen.
   */
  static List<Operation<Command, String>> ofCorrectStore(
      Random random, List<Command> commands, int clients) {
    KeyValueStore store = new KeyValueStore();
    List<Operation<Command, String>> seen = new ArrayList<>();
    List<Open> open = new ArrayList<>(Collections.nCopies(clients, null));
    List<Open> given = new ArrayList<>(); // up by their clients
    int next = 0;
    for (int now = 1; next < commands.size() || open.stream().anyMatch(Objects::nonNull); now++) {
      int who = random.nextInt(clients);
      Open one = open.get(who);
      if (!given.isEmpty() && random.nextInt(8) == 0) {
        given.get(random.nextInt(given.size())).apply(store);
      } else if (one == null && next < commands.size()) {
        open.set(who, new Open("client" + who, now, commands.get(next++)));
      } else if (one != null && !one.applied && random.nextInt(10) < 2) {
        open.set(who, null);
        if (random.nextBoolean()) {
          seen.add(operation(one.client, one.called, now, one.command, Outcome.fail("refused")));
        } else {
          given.add(one);
          seen.add(operation(one.client, one.called, now, one.command, Outcome.unknown("silence")));
        }
      } else if (one != null && !one.applied) {
        one.apply(store);
      } else if (one != null) {
        open.set(who, null);
        seen.add(ok(one.client, one.called, now, one.command, one.result));
      }
    }
    return seen;
  }

  /** The same history, but one answered operation has seen something else. */
  static List<Operation<Command, String>> mutated(
      Random random, List<Operation<Command, String>> history, List<String> results) {
    List<Operation<Command, String>> mutated = new ArrayList<>(history);
    List<Operation<Command, String>> answered =
        history.stream().filter(operation -> operation.outcome().isOk()).toList();
    if (!answered.isEmpty()) {
      Operation<Command, String> one = answered.get(random.nextInt(answered.size()));
      String result = results.get(random.nextInt(results.size()));
      mutated.set(
          history.indexOf(one),
          new Operation<>(
              one.client(),
              one.number(),
              one.command(),
              Outcome.ok(result),
              one.called(),
              one.returned()));
    }
    return mutated;
  }

  /** Tries every order of all keys together on a real store: slow, and too simple to be wrong. */
  static boolean isLinearizableByForce(List<Operation<Command, String>> operations) {
    return isPossible(operations.stream().filter(Operation::mayHaveHappened).toList(), List.of());
  }

  private static boolean isPossible(
      List<Operation<Command, String>> left, List<Operation<Command, String>> order) {
    KeyValueStore store = new KeyValueStore();
    for (Operation<Command, String> operation : order) {
      String result = store.apply(operation.command());
      if (operation.outcome() instanceof Outcome.Ok<String> ok
          && !Objects.equals(ok.value(), result)) {
        return false;
      }
    }
    if (left.stream().noneMatch(operation -> operation.outcome().isOk())) {
      return true;
    }
    for (Operation<Command, String> next : left) {
      boolean mayBeNext = left.stream()
          .noneMatch(
              other -> other.outcome().isOk() && other.returned().compareTo(next.called()) < 0);
      List<Operation<Command, String>> rest = new ArrayList<>(left);
      rest.remove(next);
      List<Operation<Command, String>> longer = new ArrayList<>(order);
      longer.add(next);
      if (mayBeNext && isPossible(rest, longer)) {
        return true;
      }
    }
    return false;
  }
}
