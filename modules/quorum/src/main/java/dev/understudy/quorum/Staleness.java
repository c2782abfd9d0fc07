package dev.understudy.quorum;

import dev.understudy.checker.History;
import dev.understudy.checker.Operation;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.storage.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How old what clients read was, from a trace alone. Each key must have one writer, whose values all
 * differ: then the order of the values is that in which they were written.
 *
 * @param reads how many reads were answered
 * @param stale how many of them missed a write that had been acknowledged before they began
 * @param backwards how many saw something older than a read that had ended before they began
 */
public record Staleness(int reads, int stale, int backwards) {
  /** Counts what stands in a trace. */
  public static Staleness of(Trace trace) {
    Count count = new Count(History.of(trace));
    return new Staleness(count.reads, count.stale, count.backwards);
  }

  /** Of one key: its values in the order in which they were written, and how far clients know them. */
  private static final class Known {
    private final List<String> values = new ArrayList<>();
    private int acknowledged = -1;
    private int read = -1;
  }

  /** Goes through a history from its first moment to its last. */
  private static final class Count {
    private final History<Command, String> history;
    private final Map<String, Known> keys = new TreeMap<>();
    private final Map<Integer, Known> before = new TreeMap<>(); // each read's key when it began
    private int reads;
    private int stale;
    private int backwards;

    Count(History<Command, String> history) {
      this.history = history;
      history.forEachMoment(this::hear);
    }

    private void hear(int index, boolean isCall) {
      Operation<Command, String> operation = history.operations().get(index);
      Known key = keys.computeIfAbsent(operation.command().key(), k -> new Known());
      if (isCall) {
        begin(index, operation, key);
      } else if (operation.outcome() instanceof Outcome.Ok<String> ok) {
        end(index, operation.command(), ok.value(), key);
      }
    }

    private void begin(int index, Operation<Command, String> operation, Known key) {
      if (operation.command() instanceof Command.Put put) {
        key.values.add(put.value());
      } else {
        Known now = new Known();
        now.acknowledged = key.acknowledged;
        now.read = key.read;
        before.put(index, now);
      }
    }

    private void end(int index, Command command, String result, Known key) {
      if (command instanceof Command.Put put) {
        key.acknowledged = Math.max(key.acknowledged, key.values.indexOf(put.value()));
      } else if (command.isReadOnly()) {
        int value = key.values.indexOf(result);
        reads++;
        stale += value < before.get(index).acknowledged ? 1 : 0;
        backwards += value < before.get(index).read ? 1 : 0;
        key.read = Math.max(key.read, value);
      }
    }
  }

  /** In words. */
  @Override
  public String toString() {
    return "of " + reads + " reads " + stale + " stale, " + backwards + " backwards";
  }
}
