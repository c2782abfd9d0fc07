package dev.understudy.explorer;

import dev.understudy.cluster.Envelope;
import dev.understudy.cluster.Situation;
import dev.understudy.cluster.trace.TraceEvent.ClientCalled;
import dev.understudy.cluster.trace.TraceEvent.ClientReturned;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One node as it is after some past. Any other past that leads to an equal situation has led to this
 * same object.
 */
final class Part {
  /**
   * What a node does when something happens to it.
   *
   * @param to the node afterwards
   * @param said the messages that leave it
   * @param broken the invariant that broke on the way, or ""
   */
  record Move(Part to, List<Envelope> said, String broken) {}

  /** All that is told of a node; two parts of one node differ in it. */
  record Face(Situation situation, List<ClientCalled> calls, List<ClientReturned> returns) {}

  /** Counts the parts of a search from 0: which one this is, in a number. */
  final int number;

  final Face face;

  /** The past: what happened to it last, and to which part; null at the opening. */
  final Part before;

  final Input last;

  /** When its next timer is due; {@code Long.MAX_VALUE} if it has none, or is down. */
  final long nextTimerNanos;

  final boolean isDown;
  final boolean isFlushing;

  /** True if it waits for its disk and has not spoken: nobody can notice when that ends. */
  final boolean isSilent;

  final Map<Input, Move> moves = new LinkedHashMap<>();

  Part(int number, Face face, Part before, Input last) {
    this.number = number;
    this.face = face;
    this.before = before;
    this.last = last;
    Situation situation = face.situation();
    isDown = situation.isDown();
    isFlushing = situation.isFlushing();
    isSilent = isFlushing && !situation.unsaid().isEmpty();
    nextTimerNanos = isDown
        ? Long.MAX_VALUE
        : situation.timers().values().stream().mapToLong(due -> due).min().orElse(Long.MAX_VALUE);
  }

  /** Whether something can happen to it other than that its disk finishes, or that it crashes. */
  boolean isListening() {
    return !isDown && !isFlushing;
  }

  boolean waitsFor(long id) {
    return face.situation().asks().stream().anyMatch(asked -> asked.id() == id);
  }

  /** The names of the timers that are due at this instant. */
  String timersDue(long nanos) {
    return String.join(
        ", ",
        face.situation().timers().entrySet().stream()
            .filter(timer -> timer.getValue() <= nanos)
            .map(Map.Entry::getKey)
            .toList());
  }
}
