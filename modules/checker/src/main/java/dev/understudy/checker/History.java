package dev.understudy.checker;

import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What clients saw: their operations, and which of them had ended before which began. That order is
 * all that a {@link Linearizability} check may use of time.
 */
public final class History {
  /** An operation begins, or ends with a known result. */
  record Moment(Operation operation, boolean isCall) {}

  private final List<Operation> operations;
  private final List<Moment> moments;

  private History(List<Operation> operations, List<Moment> moments) {
    this.operations = List.copyOf(operations);
    this.moments = List.copyOf(moments);
  }

  /**
   * The operations of every client in a trace, in the order of its events: of two events at one
   * instant the earlier in the list came first.
   *
   * @throws IllegalArgumentException if a client asked for something that is no {@link Command}
   */
  public static History of(Trace trace) {
    Map<String, TraceEvent.ClientReturned> answers = new LinkedHashMap<>();
    for (TraceEvent event : trace.events()) {
      if (event instanceof TraceEvent.ClientReturned returned) {
        answers.put(returned.client() + " " + returned.call(), returned);
      }
    }
    Map<String, Operation> called = new LinkedHashMap<>();
    List<Moment> moments = new ArrayList<>();
    for (TraceEvent event : trace.events()) {
      if (event instanceof TraceEvent.ClientCalled call) {
        String id = call.client() + " " + call.call();
        called.put(id, operation(call, answers.get(id)));
        moments.add(new Moment(called.get(id), true));
      } else if (event instanceof TraceEvent.ClientReturned answer) {
        Operation operation = called.get(answer.client() + " " + answer.call());
        if (operation != null) {
          moments.add(new Moment(operation, false));
        }
      }
    }
    return new History(List.copyOf(called.values()), moments);
  }

  /**
   * These operations, ordered by their times. Of one that ends and one that begins at the same
   * instant nobody knows which came first: they count as concurrent.
   *
   * @throws IllegalArgumentException if two operations of one client have the same number
   */
  public static History of(List<Operation> operations) {
    Set<String> known = new LinkedHashSet<>();
    List<Moment> moments = new ArrayList<>();
    for (Operation operation : operations) {
      if (!known.add(operation.id())) {
        throw new IllegalArgumentException("two operations are number " + operation.number()
            + " of " + operation.client() + ": a client counts its operations");
      }
      moments.add(new Moment(operation, true));
      if (operation.returned() != null) {
        moments.add(new Moment(operation, false));
      }
    }
    moments.sort(Comparator.comparing(History::at).thenComparing(moment -> !moment.isCall()));
    return new History(operations, moments);
  }

  /** All operations, in the order in which they were given or called. */
  public List<Operation> operations() {
    return operations;
  }

  /** The history of each key alone, by key. */
  public SortedMap<String, History> byKey() {
    SortedMap<String, List<Operation>> operationsOf = new TreeMap<>();
    SortedMap<String, List<Moment>> momentsOf = new TreeMap<>();
    for (Operation operation : operations) {
      String key = operation.command().key();
      operationsOf.computeIfAbsent(key, k -> new ArrayList<>()).add(operation);
      momentsOf.computeIfAbsent(key, k -> new ArrayList<>());
    }
    for (Moment moment : moments) {
      momentsOf.get(moment.operation().command().key()).add(moment);
    }
    SortedMap<String, History> histories = new TreeMap<>();
    operationsOf.forEach((key, of) -> histories.put(key, new History(of, momentsOf.get(key))));
    return Collections.unmodifiableSortedMap(histories);
  }

  /** The begins and ends, earliest first. */
  List<Moment> moments() {
    return moments;
  }

  private static Duration at(Moment moment) {
    return moment.isCall() ? moment.operation().called() : moment.operation().returned();
  }

  private static Operation operation(
      TraceEvent.ClientCalled call, TraceEvent.ClientReturned answer) {
    if (!(call.operation() instanceof Command command)) {
      throw new IllegalArgumentException(call.client() + " asked for " + call.operation()
          + ", which is no command of the key-value store: only those can be judged");
    }
    return new Operation(
        call.client(),
        call.call(),
        command,
        answer == null ? Outcome.unknown("no answer yet") : outcome(answer),
        Duration.ofNanos(call.atNanos()),
        answer == null ? null : Duration.ofNanos(answer.atNanos()));
  }

  @SuppressWarnings("unchecked") // a client records no other outcomes
  private static Outcome<String> outcome(TraceEvent.ClientReturned answer) {
    return (Outcome<String>) answer.outcome();
  }
}
