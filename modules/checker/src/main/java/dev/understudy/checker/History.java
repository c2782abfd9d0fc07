package dev.understudy.checker;

import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What clients saw: their operations, and which of them had ended before which began. That order is
 * all that a {@link Linearizability} check may use of time.
 *
 * @param <C> what is asked
 * @param <R> what an answer says
 */
public final class History<C, R> {
  /** The end of an operation that has none. */
  static final int NEVER = Integer.MAX_VALUE;

  private final List<Operation<C, R>> operations;
  private final int[] calls; // the place of each operation's call among all begins and ends
  private final int[] ends;

  private History(List<Operation<C, R>> operations, int[] calls, int[] ends) {
    this.operations = List.copyOf(operations);
    this.calls = calls;
    this.ends = ends;
  }

  /**
   * The operations of every client in a trace, in the order of its events: of two events at one
   * instant the earlier in the list came first.
   *
   * @throws IllegalArgumentException if a client asked for something that is no {@link Command}
   */
  public static History<Command, String> of(Trace trace) {
    Map<String, TraceEvent.ClientReturned> answers = new LinkedHashMap<>();
    for (TraceEvent event : trace.events()) {
      if (event instanceof TraceEvent.ClientReturned returned) {
        answers.put(returned.client() + " " + returned.call(), returned);
      }
    }
    Recorder<Command, String> recorder = new Recorder<>();
    for (TraceEvent event : trace.events()) {
      if (event instanceof TraceEvent.ClientCalled call) {
        String id = call.client() + " " + call.call();
        recorder.begin(id, operation(call, answers.get(id)));
      } else if (event instanceof TraceEvent.ClientReturned answer) {
        recorder.end(answer.client() + " " + answer.call());
      }
    }
    return recorder.history();
  }

  /**
   * These operations, ordered by their times. Of one that ends and one that begins at the same
   * instant nobody knows which came first: they count as concurrent.
   *
   * @throws IllegalArgumentException if two operations of one client have the same number
   */
  public static <C, R> History<C, R> of(List<Operation<C, R>> operations) {
    int size = operations.size();
    List<Integer> moments =
        new ArrayList<>(); // a call has the operation's index, an end that + size
    Set<String> known = new LinkedHashSet<>();
    for (int i = 0; i < size; i++) {
      Operation<C, R> operation = operations.get(i);
      if (!known.add(operation.id())) {
        throw new IllegalArgumentException("two operations are number " + operation.number()
            + " of " + operation.client() + ": a client counts its operations");
      }
      moments.add(i);
      if (operation.returned() != null) {
        moments.add(i + size);
      }
    }
    moments.sort((one, other) -> {
      int byTime = at(operations, one).compareTo(at(operations, other));
      return byTime != 0 ? byTime : Boolean.compare(one >= size, other >= size);
    });
    int[] calls = new int[size];
    int[] ends = new int[size];
    Arrays.fill(ends, NEVER);
    for (int place = 0; place < moments.size(); place++) {
      int moment = moments.get(place);
      (moment < size ? calls : ends)[moment % size] = place;
    }
    return new History<>(operations, calls, ends);
  }

  private static <C, R> Duration at(List<Operation<C, R>> operations, int moment) {
    return moment < operations.size()
        ? operations.get(moment).called()
        : operations.get(moment - operations.size()).returned();
  }

  /** All operations, in the order in which they were given or called. */
  public List<Operation<C, R>> operations() {
    return operations;
  }

  /** The history of each key alone, by key. */
  public SortedMap<String, History<C, R>> byKey(Function<C, String> keyOf) {
    SortedMap<String, List<Integer>> indexes = new TreeMap<>();
    for (int i = 0; i < operations.size(); i++) {
      String key = keyOf.apply(operations.get(i).command());
      indexes.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
    }
    SortedMap<String, History<C, R>> histories = new TreeMap<>();
    indexes.forEach((key, of) -> histories.put(key, only(of)));
    return histories;
  }

  /** The operations that were called before a moment. */
  History<C, R> calledUntil(int moment) {
    List<Integer> earlier = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      if (calls[i] < moment) {
        earlier.add(i);
      }
    }
    return only(earlier);
  }

  private History<C, R> only(List<Integer> indexes) {
    List<Operation<C, R>> some = new ArrayList<>(indexes.size());
    int[] someCalls = new int[indexes.size()];
    int[] someEnds = new int[indexes.size()];
    for (int i = 0; i < someCalls.length; i++) {
      some.add(operations.get(indexes.get(i)));
      someCalls[i] = calls[indexes.get(i)];
      someEnds[i] = ends[indexes.get(i)];
    }
    return new History<>(some, someCalls, someEnds);
  }

  /** Hears of the begin or the end of an operation. */
  public interface MomentListener {
    /** One of {@link #operations} begins or ends. */
    void hear(int index, boolean isCall);
  }

  /** Tells of every begin and every end, earliest first. */
  public void forEachMoment(MomentListener listener) {
    SortedMap<Integer, Integer> moments = new TreeMap<>();
    for (int i = 0; i < calls.length; i++) {
      moments.put(calls[i], i);
      if (ends[i] != NEVER) {
        moments.put(ends[i], i);
      }
    }
    moments.forEach((place, index) -> listener.hear(index, calls[index] == place));
  }

  /** Where this operation's call stands among all begins and ends; only the order means something. */
  int call(int index) {
    return calls[index];
  }

  /** Where its end stands, or {@link #NEVER}. */
  int end(int index) {
    return ends[index];
  }

  /**
   * Writes down begins and ends in the order in which they came.
   *
   * @param <C> what is asked
   * @param <R> what an answer says
   */
  public static final class Recorder<C, R> {
    private final List<Operation<C, R>> operations = new ArrayList<>();
    private final List<int[]> places = new ArrayList<>();
    private final Map<String, int[]> placesOf = new LinkedHashMap<>();
    private int next;

    /**
     * An operation begins.
     *
     * @param id tells it from every other
     * @param operation all that is known of it, also what will come of it
     */
    public void begin(String id, Operation<C, R> operation) {
      int[] place = {next++, NEVER};
      operations.add(operation);
      places.add(place);
      placesOf.put(id, place);
    }

    /** It ends; what never began has no end either. */
    public void end(String id) {
      int[] place = placesOf.get(id);
      if (place != null) {
        place[1] = next++;
      }
    }

    /** All that was written down. */
    public History<C, R> history() {
      return new History<>(
          operations,
          places.stream().mapToInt(place -> place[0]).toArray(),
          places.stream().mapToInt(place -> place[1]).toArray());
    }
  }

  private static Operation<Command, String> operation(
      TraceEvent.ClientCalled call, TraceEvent.ClientReturned answer) {
    if (!(call.operation() instanceof Command command)) {
      throw new IllegalArgumentException(call.client() + " asked for " + call.operation()
          + ", which is no command of the key-value store: only those can be judged");
    }
    return new Operation<>(
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
