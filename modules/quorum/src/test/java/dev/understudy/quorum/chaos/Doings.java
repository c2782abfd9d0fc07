package dev.understudy.quorum.chaos;

import dev.understudy.checker.History;
import dev.understudy.checker.Operation;
import dev.understudy.checker.RegisterModel;
import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What clients did and what they were told, each with one operation under way at a time. */
final class Doings {
  private final Cluster cluster;
  private final SortedMap<String, ArrayDeque<Command>> waiting = new TreeMap<>();
  private final List<Operation<Command, String>> ended = new ArrayList<>();
  private final SortedMap<String, Operation<Command, String>> begun = new TreeMap<>(); // by client
  private int written;

  Doings(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The client does this when its turn has come. */
  void add(QuorumAct act) {
    Command command;
    if (act instanceof QuorumAct.Write) {
      command = new Command.Put(act.key(), "v" + ++written);
    } else if (act instanceof QuorumAct.Delete) {
      command = new Command.Delete(act.key());
    } else {
      command = new Command.Get(act.key());
    }
    waiting.computeIfAbsent(act.client(), client -> new ArrayDeque<>()).add(command);
    if (!begun.containsKey(act.client())) {
      next(act.client());
    }
  }

  private void next(String name) {
    Command command = waiting.get(name).poll();
    if (command == null) {
      return;
    }
    Duration called = cluster.now();
    long number = ended.size() + begun.size() + 1;
    Outcome<String> open = Outcome.unknown("under way");
    begun.put(name, new Operation<>(name, number, command, open, called, null));
    Client client = cluster.client(name);
    client.execute(command).onSuccess(outcome -> {
      begun.remove(name);
      // Of what nobody knows nobody knows the end either.
      Duration returned = outcome instanceof Outcome.Unknown<String> ? null : cluster.now();
      ended.add(new Operation<>(name, number, command, outcome, called, returned));
      next(name);
    });
  }

  /** Whether every operation has its outcome. */
  boolean areDone() {
    return begun.isEmpty();
  }

  /** Those that have ended, in the order of their ends. */
  List<Operation<Command, String>> ended() {
    return List.copyOf(ended);
  }

  /** The same as a history of registers: a delete writes what an empty register holds. */
  History<Command, String> asRegisters() {
    return History.of(ended.stream().map(Doings::ofRegister).toList());
  }

  private static Operation<Command, String> ofRegister(Operation<Command, String> operation) {
    Command command = operation.command() instanceof Command.Delete delete
        ? new Command.Put(delete.key(), RegisterModel.NIL)
        : operation.command();
    Outcome<String> outcome = operation.outcome().equals(Outcome.ok(null))
        ? Outcome.ok(RegisterModel.NIL)
        : operation.outcome();
    return new Operation<>(
        operation.client(),
        operation.number(),
        command,
        outcome,
        operation.called(),
        operation.returned());
  }
}
