package dev.understudy.checker;

import dev.understudy.checker.Model.Influence;
import dev.understudy.checker.Problem.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model's states in numbers. What a step leads to is asked of the model once and then remembered,
 * so a search compares and counts numbers only.
 */
final class Transitions<S, C, R> {
  /** No state: the step is not possible. */
  static final int IMPOSSIBLE = -1;

  /** No state: there are more than {@link #MOST_STATES}. */
  static final int TOO_MANY = -2;

  /** So many states are told apart. */
  static final int MOST_STATES = 1 << 20;

  private static final int MOST_REMEMBERED = 1 << 21;
  private static final long NOTHING = 0;

  private final Model<S, C, R> model;
  private final List<Effect<C, R>> effects;
  private final List<S> states = new ArrayList<>();
  private final Map<S, Integer> numbers = new LinkedHashMap<>();
  private final int deadEnd;
  private final Influence[] influences; // of each effect
  private long[] froms; // state, and 1 + effect; open addressing
  private int[] tos;
  private int remembered;

  Transitions(Model<S, C, R> model, List<Effect<C, R>> effects) {
    this.model = model;
    this.effects = effects;
    allot(64);
    influences = new Influence[effects.size()];
    for (int i = 0; i < influences.length; i++) {
      influences[i] = model.influence(effects.get(i).command(), effects.get(i).outcome());
    }
    number(model.initial());
    deadEnd = model.deadEnd().map(this::number).orElse(IMPOSSIBLE);
  }

  private void allot(int size) {
    froms = new long[size];
    tos = new int[size];
  }

  int initial() {
    return 0;
  }

  /** The model's dead end, or {@link #IMPOSSIBLE} if it has none. */
  int deadEnd() {
    return deadEnd;
  }

  /** Whether an effect that is possible now may as well come now: it helps nobody later. */
  boolean isAsGoodNow(int state, int effect) {
    return switch (influences[effect]) {
      case NONE -> next(state, effect) == state;
      case RUIN -> state == deadEnd;
      default -> false;
    };
  }

  /** Whether one state comes of an effect, whichever was there. */
  boolean isConstant(int effect) {
    return influences[effect] == Influence.SAME;
  }

  /** Whether an effect leaves every state as it is. */
  boolean isStill(int effect) {
    return influences[effect] == Influence.NONE;
  }

  /** The one state in which an effect is possible, or {@link #IMPOSSIBLE} if nothing is said. */
  int needed(int effect) {
    Effect<C, R> one = effects.get(effect);
    return model.needs(one.command(), one.outcome()).map(this::number).orElse(IMPOSSIBLE);
  }

  /** The one state that an effect may make of others, or {@link #IMPOSSIBLE} if nothing is said. */
  int made(int effect) {
    Effect<C, R> one = effects.get(effect);
    return model.makes(one.command(), one.outcome()).map(this::number).orElse(IMPOSSIBLE);
  }

  S state(int number) {
    return states.get(number);
  }

  /** The state after an effect, {@link #IMPOSSIBLE} or {@link #TOO_MANY}. */
  int next(int state, int effect) {
    long from = (long) state << 32 | effect + 1; // never NOTHING
    int at = place(from);
    while (froms[at] != NOTHING) {
      if (froms[at] == from) {
        return tos[at];
      }
      at = at + 1 & froms.length - 1;
    }
    int to = ask(state, effect);
    if (remembered < MOST_REMEMBERED) {
      remember(at, from, to);
    }
    return to;
  }

  private int place(long from) {
    return (int) (from * 0x9E3779B97F4A7C15L >>> 33) & froms.length - 1;
  }

  private int ask(int state, int effect) {
    Effect<C, R> one = effects.get(effect);
    Optional<S> to = model.step(states.get(state), one.command(), one.outcome());
    return to.map(this::number).orElse(IMPOSSIBLE);
  }

  private int number(S state) {
    Integer known = numbers.get(state);
    if (known != null) {
      return known;
    }
    if (states.size() >= MOST_STATES) {
      return TOO_MANY;
    }
    states.add(state);
    numbers.put(state, states.size() - 1);
    return states.size() - 1;
  }

  private void remember(int at, long from, int to) {
    froms[at] = from;
    tos[at] = to;
    remembered++;
    if (remembered * 2 > froms.length) {
      long[] oldFroms = froms;
      int[] oldTos = tos;
      allot(oldFroms.length * 2);
      for (int i = 0; i < oldFroms.length; i++) {
        if (oldFroms[i] != NOTHING) {
          int free = place(oldFroms[i]);
          while (froms[free] != NOTHING) {
            free = free + 1 & froms.length - 1;
          }
          froms[free] = oldFroms[i];
          tos[free] = oldTos[i];
        }
      }
    }
  }
}
