package dev.understudy.explorer;

import dev.understudy.cluster.Envelope;
import dev.understudy.explorer.State.Letter;
import dev.understudy.explorer.State.Used;
import dev.understudy.storage.UnsyncedLoss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that can happen next in a state. */
final class Successors {
  /** Is told of each choice of a state, and what it leads to. */
  @FunctionalInterface
  interface Visitor {
    /** {@code broken} is the invariant that broke on the way, or "". */
    void visit(State next, String broken);
  }

  private final Parts moves;
  private final State.Cast cast;
  private final Bounds bounds;
  private final int faults; // of all kinds together, at most
  private final List<Act> script;
  private final boolean reduces;
  private final Map<Link, Letter> letters = new LinkedHashMap<>();

  private record Link(int number, Envelope envelope) {}

  /** {@code reduces}: whether a flush that nobody can notice is taken before all else. */
  Successors(
      Parts moves, State.Cast cast, Bounds bounds, int faults, List<Act> script, boolean reduces) {
    this.moves = moves;
    this.cast = cast;
    this.bounds = bounds;
    this.faults = faults;
    this.script = List.copyOf(script);
    this.reduces = reduces;
  }

  void each(State state, Visitor visitor) {
    int silent = reduces ? firstSilent(state) : -1;
    if (silent >= 0) {
      // Whatever the others do meanwhile, they can as well do before or after.
      flush(state, silent, visitor);
      crash(state, silent, visitor);
      return;
    }
    messages(state, visitor);
    for (int node = 0; node < state.parts.length; node++) {
      flush(state, node, visitor);
      crash(state, node, visitor);
      restart(state, node, visitor);
    }
    time(state, visitor);
    act(state, visitor);
  }

  private static int firstSilent(State state) {
    for (int node = 0; node < state.parts.length; node++) {
      if (state.parts[node].isSilent && !state.parts[node].isDown) {
        return node;
      }
    }
    return -1;
  }

  private void messages(State state, Visitor visitor) {
    for (int i = 0; i < state.letters.length; i++) {
      Letter letter = state.letters[i];
      boolean isBehind = i > 0 && state.letters[i - 1].link() == letter.link();
      boolean isSame = i > 0 && state.letters[i - 1].number() == letter.number();
      if (isBehind && (isSame || !bounds.reordering())) {
        continue;
      }
      Envelope envelope = letter.envelope();
      int receiver = cast.of(envelope.to());
      if (state.parts[receiver].isListening()) {
        step(
            state,
            receiver,
            new Input.Received(envelope),
            state.used,
            i,
            new Choice.Deliver(envelope.from(), envelope.to(), envelope.message()),
            visitor);
      }
      if (state.used.drops() < bounds.drops() && state.used.faults() < faults) {
        visitor.visit(
            new State(
                cast,
                state.parts,
                without(state.letters, i),
                state.used.drop(),
                state.nowNanos,
                state,
                new Choice.Drop(envelope.from(), envelope.to(), envelope.message())),
            "");
      }
    }
  }

  private void flush(State state, int node, Visitor visitor) {
    if (state.parts[node].isFlushing && !state.parts[node].isDown) {
      Choice flush = new Choice.Flush(cast.names().get(node));
      step(state, node, new Input.Flushed(), state.used, -1, flush, visitor);
    }
  }

  private void crash(State state, int node, Visitor visitor) {
    Part part = state.parts[node];
    if (node >= cast.members()
        || part.isDown
        || state.used.crashes() >= bounds.crashes()
        || state.used.faults() >= faults) {
      return;
    }
    String name = cast.names().get(node);
    for (UnsyncedLoss loss : part.isFlushing
        ? List.of(UnsyncedLoss.ALL, UnsyncedLoss.NONE)
        : List.of(UnsyncedLoss.ALL)) {
      Choice crash = new Choice.Crash(name, loss, part.isFlushing);
      step(state, node, new Input.Crashed(loss), state.used.crash(), -1, crash, visitor);
    }
  }

  private void restart(State state, int node, Visitor visitor) {
    if (state.parts[node].isDown) {
      Choice restart = new Choice.Restart(cast.names().get(node));
      step(state, node, new Input.Restarted(), state.used, -1, restart, visitor);
    }
  }

  /** Time does not pass while a disk works: it is quicker than any timer. */
  private void time(State state, Visitor visitor) {
    if (state.used.timers() >= bounds.timers()
        || state.used.faults() >= faults
        || state.isFlushing()) {
      return;
    }
    long next = Long.MAX_VALUE;
    for (Part part : state.parts) {
      next = Math.min(next, part.nextTimerNanos);
    }
    for (int node = 0; node < state.parts.length && next < Long.MAX_VALUE; node++) {
      Part part = state.parts[node];
      if (part.nextTimerNanos == next) {
        long now = Math.max(next, state.nowNanos);
        Choice timer = new Choice.Timer(cast.names().get(node), now, part.timersDue(now));
        State later =
            new State(cast, state.parts, state.letters, state.used, now, state.before, state.by);
        step(later, state, node, new Input.TimerDue(), state.used.timer(), -1, timer, visitor);
      }
    }
  }

  private void act(State state, Visitor visitor) {
    int number = state.used.acts();
    if (number == script.size()) {
      return;
    }
    Act act = script.get(number);
    int node = cast.of(act.who());
    if (state.parts[node].isListening()) {
      Choice outside = new Choice.FromOutside(number, act.who(), act.words());
      step(state, node, new Input.Acted(number), state.used.act(), -1, outside, visitor);
    }
  }

  private void step(
      State state,
      int node,
      Input.What what,
      Used used,
      int taken,
      Choice choice,
      Visitor visitor) {
    step(state, state, node, what, used, taken, choice, visitor);
  }

  /** What follows when this happens to a node; {@code taken} is the letter that it gets, or -1. */
  private void step(
      State at,
      State before,
      int node,
      Input.What what,
      Used used,
      int taken,
      Choice choice,
      Visitor visitor) {
    Part.Move move = moves.move(node, at.parts[node], new Input(at.nowNanos, what));
    Part[] parts = at.parts.clone();
    parts[node] = move.to();
    Letter[] left = taken < 0 ? at.letters.clone() : without(at.letters, taken);
    String name = cast.names().get(node);
    for (int i = 0; i < left.length; i++) {
      Envelope envelope = left[i].envelope();
      if (envelope.from().equals(name) || envelope.to().equals(name)) {
        left[i] = letter(envelope, parts);
      }
    }
    visitor.visit(
        new State(cast, parts, with(left, move.said(), parts), used, at.nowNanos, before, choice),
        move.broken());
  }

  private static Letter[] without(Letter[] letters, int taken) {
    Letter[] left = new Letter[letters.length - 1];
    System.arraycopy(letters, 0, left, 0, taken);
    System.arraycopy(letters, taken + 1, left, taken, left.length - taken);
    return left;
  }

  /** Each said message goes to the end of its link; where order means nothing, to its own place. */
  private Letter[] with(Letter[] letters, List<Envelope> said, Part[] parts) {
    if (said.isEmpty()) {
      return letters;
    }
    List<Letter> all = new ArrayList<>(letters.length + said.size());
    all.addAll(List.of(letters));
    for (Envelope envelope : said) {
      Letter letter = letter(envelope, parts);
      int place = all.size();
      while (place > 0 && isBefore(letter, all.get(place - 1))) {
        place--;
      }
      all.add(place, letter);
    }
    return all.toArray(Letter[]::new);
  }

  private boolean isBefore(Letter one, Letter other) {
    return one.link() < other.link()
        || bounds.reordering() && one.link() == other.link() && one.number() < other.number();
  }

  /** The letter with this content; an id for which nobody waits is 0. */
  private Letter letter(Envelope said, Part[] parts) {
    int from = cast.of(said.from());
    int to = cast.of(said.to());
    Envelope envelope = new Envelope(
        parts[from].waitsFor(said.id()) ? said.id() : 0,
        said.from(),
        said.to(),
        parts[to].waitsFor(said.answers()) ? said.answers() : 0,
        said.message());
    return letters.computeIfAbsent(
        new Link(from * cast.names().size() + to, envelope),
        link -> new Letter(letters.size(), link.number(), envelope));
  }
}
