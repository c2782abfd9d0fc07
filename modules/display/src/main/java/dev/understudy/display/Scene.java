package dev.understudy.display;

import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import java.util.List;

/**
 * A trace seen as things that have a shape: an arrow joins a send with its delivery, a span joins a
 * beginning with its end. Times are nanoseconds and lie within the window from {@code from} to
 * {@code to}.
 *
 * @param outside what the picture leaves out
 */
record Scene(
    List<Lane> lanes,
    long from,
    long to,
    List<Message> messages,
    List<Role> roles,
    List<Fault> faults,
    List<Call> calls,
    List<Mark> marks,
    List<Fold> folds,
    Outside outside) {

  /** How many events of the trace lie before and after the window, and which clients are not shown. */
  record Outside(int earlier, int later, List<String> clients) {
    static final Outside NOTHING = new Outside(0, 0, List.of());
  }

  /** A node or client and its column. */
  record Lane(String name, boolean client) {}

  /** How the way of a message ended. */
  enum Fate {
    DELIVERED,
    AGAIN,
    DROPPED,
    IN_FLIGHT
  }

  /** A message from its send to its delivery or loss; a duplicate is a message of its own. */
  record Message(
      long id, long sent, long end, String from, String to, String body, Fate fate, String reason) {
    String type() {
      return ShortText.type(body);
    }
  }

  /** A node in one role; {@code began} is false when it had the role before the window. */
  record Role(String node, long from, long to, String name, long epoch, boolean began) {}

  /** A fault while it lasts. */
  record Fault(
      FaultKind kind,
      List<String> nodes,
      String detail,
      long from,
      long to,
      boolean began,
      boolean ended) {}

  /** How a call ended, as far as its client can know. */
  enum Result {
    OK,
    FAIL,
    UNKNOWN,
    OPEN
  }

  /** A client's call from question to outcome; calls that overlap stand in different slots. */
  record Call(
      String client,
      long from,
      long to,
      String operation,
      Result result,
      String outcome,
      boolean began,
      int slot) {
    Call in(int other) {
      return new Call(client, from, to, operation, result, outcome, began, other);
    }
  }

  /** What a mark on a lane means. */
  enum Kind {
    START,
    RESTART,
    SAVE,
    FLUSH,
    TIMER,
    NOTE
  }

  /** A small sign on a lane, or {@code count} equal ones at one moment. */
  record Mark(long at, String lane, Kind kind, String text, int count) {}

  /** Periodic messages that are counted between two moments instead of drawn. */
  record Fold(long from, long to, String text) {}

  /** Whether something already lasted when the window opened and has to be said at its top. */
  boolean beginsInTheMiddle() {
    return roles.stream().anyMatch(r -> !r.began()) || faults.stream().anyMatch(f -> !f.began());
  }

  /** The same with fewer messages, some of them counted instead. */
  Scene folded(List<Message> drawn, List<Fold> counted) {
    return new Scene(lanes, from, to, drawn, roles, faults, calls, marks, counted, outside);
  }

  /** The same without the lanes of these clients. */
  Scene without(Outside left) {
    List<Lane> shown =
        lanes.stream().filter(lane -> !left.clients().contains(lane.name())).toList();
    return new Scene(shown, from, to, messages, roles, faults, calls, marks, folds, left);
  }

  /** Every epoch that somebody is in, in order. */
  List<Long> epochs() {
    return roles.stream().map(Role::epoch).distinct().sorted().toList();
  }

  boolean isEmpty() {
    return lanes.isEmpty();
  }
}
