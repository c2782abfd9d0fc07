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
import java.util.stream.IntStream;

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
    Map<String, Integer> running = new LinkedHashMap<>();
    Map<Integer, TraceEvent.ClientCalled> calls = new LinkedHashMap<>();
    Recorder<Command, String> recorder = new Recorder<>();
    for (TraceEvent event : trace.events()) {
      if (event instanceof TraceEvent.ClientCalled call) {
        int index = recorder.begin(operation(call, null));
        running.put(call.client() + " " + call.call(), index);
        calls.put(index, call);
      } else if (event instanceof TraceEvent.ClientReturned answer) {
        Integer index = running.get(answer.client() + " " + answer.call());
        if (index != null) {
          recorder.end(index, operation(calls.get(index), answer));
        }
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
    SortedMap<String, History<C, R>> histories = new TreeMap<>();
    indexesByKey(keyOf).forEach((key, of) -> histories.put(key, only(of)));
    return histories;
  }

  /** Which operations are about a key, by key: the way to look at one key after the other. */
  SortedMap<String, int[]> indexesByKey(Function<C, String> keyOf) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] keys = new int[operations.size()];
    int[] sizes = new int[8];
    for (int i = 0; i < keys.length; i++) {
      String key = keyOf.apply(operations.get(i).command());
      keys[i] = numbers.computeIfAbsent(key, k -> numbers.size());
      sizes = keys[i] < sizes.length ? sizes : Arrays.copyOf(sizes, 2 * sizes.length);
      sizes[keys[i]]++;
    }
    int[][] indexes = new int[numbers.size()][];
    for (int i = keys.length - 1; i >= 0; i--) {
      int key = keys[i];
      indexes[key] = indexes[key] == null ? new int[sizes[key]] : indexes[key];
      indexes[key][--sizes[key]] = i;
    }
    SortedMap<String, int[]> byKey = new TreeMap<>();
    numbers.forEach((key, number) -> byKey.put(key, indexes[number]));
    return byKey;
  }

  /** The operations that were called before a moment. */
  History<C, R> calledUntil(int moment) {
    return only(IntStream.range(0, calls.length).filter(i -> calls[i] < moment).toArray());
  }

  /** These operations alone, in this order. */
  History<C, R> only(int[] indexes) {
    List<Operation<C, R>> some = new ArrayList<>(indexes.length);
    int[] someCalls = new int[indexes.length];
    int[] someEnds = new int[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      some.add(operations.get(indexes[i]));
      someCalls[i] = calls[indexes[i]];
      someEnds[i] = ends[indexes[i]];
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
    private int[] calls = new int[16];
    private int[] ends = new int[16];
    private int next;

    /**
     * An operation begins.
     *
     * @param operation as it is if it never ends
     * @return its index in the history
     */
    public int begin(Operation<C, R> operation) {
      int index = operations.size();
      if (index == calls.length) {
        calls = Arrays.copyOf(calls, 2 * index);
        ends = Arrays.copyOf(ends, 2 * index);
      }
      operations.add(operation);
      calls[index] = next++;
      ends[index] = NEVER;
      return index;
    }

    /**
     * It ends.
     *
     * @param index what its begin returned
     * @param operation the same, with all that is known of it now
     */
    public void end(int index, Operation<C, R> operation) {
      operations.set(index, operation);
      ends[index] = next++;
    }

    /** All that was written down. */
    public History<C, R> history() {
      int size = operations.size();
      return new History<>(operations, Arrays.copyOf(calls, size), Arrays.copyOf(ends, size));
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
