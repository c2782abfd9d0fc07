package dev.understudy.zoo;

import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Swarm;
import java.util.function.Function;

/** How a twin is entered into the zoo, in a few lines. */
final class Entry {
  private final String number;
  private final String twin;
  private final String invariant;
  private Subject broken;
  private Subject sound;
  private Exhibit.Draw draw = Swarm::draw;
  private String variant = "";

  /** The twin of this number, an instance of it, and the number of the promise that it breaks. */
  Entry(String number, Object twin, String invariant) {
    this.number = number;
    this.twin = twin.getClass().getSimpleName();
    this.invariant = invariant;
  }

  /** How a subject with the twin is made under a name, and the same with the sound class. */
  Entry subjects(Function<String, Subject> newBroken, Subject newSound) {
    broken = newBroken.apply(Exhibit.subjectName(number));
    sound = newSound;
    return this;
  }

  /** Schedules that are drawn otherwise than by a swarm. */
  Entry drawnBy(Exhibit.Draw newDraw) {
    draw = newDraw;
    return this;
  }

  /** What it does otherwise than the sound one. */
  Entry does(String words) {
    variant = words;
    return this;
  }

  /** What must happen for it, and who made the mistake in life; "" if nothing, or nobody. */
  Exhibit needs(String fault, String source) {
    return new Exhibit(number, twin, variant, invariant, fault, source, broken, sound, draw);
  }
}
