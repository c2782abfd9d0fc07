package dev.understudy.checker;

import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one client may rely on whatever replica it speaks to (Terry and others, "Session Guarantees for
 * Weakly Consistent Replicated Data", 1994), key by key.
 *
 * <p>It needs the order in which the writes of a key took effect in the end, and values that tell
 * which write they are of. A session is all that one client asked for; of two of its operations the
 * one is earlier if it had ended before the other began.
 */
public final class Sessions {
  /** What a session may rely on. */
  public enum Guarantee {
    /** A read sees what its client has written before, or something newer. */
    READ_YOUR_WRITES("a client does not read what it has written"),
    /** A read sees nothing older than an earlier read did. */
    MONOTONIC_READS("a client reads something older than before"),
    /** A client's writes take effect in the order in which it made them. */
    MONOTONIC_WRITES("a client's writes take effect in another order"),
    /** A write takes effect after all writes that its client had read. */
    WRITES_FOLLOW_READS("a write takes effect before one that its client had read");

    private final String broken;

    Guarantee(String broken) {
      this.broken = broken;
    }
  }

  /**
   * A broken guarantee.
   *
   * @param guarantee which
   * @param earlier what the client had done
   * @param later what does not agree with it
   */
  public record Violation(
      Guarantee guarantee, Operation<Command, String> earlier, Operation<Command, String> later) {
    /** The violation in words. */
    public String text() {
      return guarantee.broken + ": first " + earlier.text() + "; then " + later.text();
    }
  }

  /** The newest read and the newest write of a client at a key. */
  private static final class Newest {
    private int read = -1;
    private int write = -1;
  }

  private final History<Command, String> history;
  private final Map<String, List<String>> order;
  private final Map<String, Newest> sessions = new LinkedHashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  private Sessions(History<Command, String> history, Map<String, List<String>> order) {
    this.history = history;
    this.order = order;
  }

  /**
   * Judges the gets and the puts of a history; what failed, or of which nobody knows, is passed over.
   *
   * @param order of each key the values in the order in which they took effect, the oldest first; no
   *     value stands there twice
   * @throws IllegalArgumentException if a value was read or acknowledged that is not among them
   */
  public static List<Violation> violations(
      History<Command, String> history, Map<String, List<String>> order) {
    Sessions sessions = new Sessions(history, order);
    sessions.judge();
    return sessions.violations;
  }

  private void judge() {
    List<Newest> before = new ArrayList<>();
    history.operations().forEach(operation -> before.add(new Newest()));
    history.forEachMoment((index, isCall) -> {
      Operation<Command, String> operation = history.operations().get(index);
      boolean isWrite = operation.command() instanceof Command.Put;
      if (!operation.outcome().isOk()
          || !isWrite && !(operation.command() instanceof Command.Get)) {
        return;
      }
      Newest session = sessions.computeIfAbsent(
          operation.client() + " " + operation.command().key(), name -> new Newest());
      if (isCall) {
        before.get(index).read = session.read;
        before.get(index).write = session.write;
      } else {
        compare(index, before.get(index), isWrite);
        if (isWrite) {
          session.write = newer(session.write, index);
        } else {
          session.read = newer(session.read, index);
        }
      }
    });
  }

  private void compare(int later, Newest before, boolean isWrite) {
    if (isWrite) {
      check(Guarantee.MONOTONIC_WRITES, before.write, later);
      check(Guarantee.WRITES_FOLLOW_READS, before.read, later);
    } else {
      check(Guarantee.READ_YOUR_WRITES, before.write, later);
      check(Guarantee.MONOTONIC_READS, before.read, later);
    }
  }

  private void check(Guarantee guarantee, int earlier, int later) {
    if (earlier >= 0 && version(later) < version(earlier)) {
      violations.add(new Violation(
          guarantee, history.operations().get(earlier), history.operations().get(later)));
    }
  }

  private int newer(int one, int other) {
    return one >= 0 && version(one) >= version(other) ? one : other;
  }

  /** Which of the key's values it is about, from 0; -1 for none. */
  private int version(int index) {
    Operation<Command, String> operation = history.operations().get(index);
    String value = operation.command() instanceof Command.Put put
        ? put.value()
        : ((Outcome.Ok<String>) operation.outcome()).value();
    if (value == null) {
      return -1;
    }
    int version = order.getOrDefault(operation.command().key(), List.of()).indexOf(value);
    if (version < 0) {
      throw new IllegalArgumentException("the order of the values of key "
          + operation.command().key() + " does not have \"" + value + "\", of "
          + operation.text());
    }
    return version;
  }
}
