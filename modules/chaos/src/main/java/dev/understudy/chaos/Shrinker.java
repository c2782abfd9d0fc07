package dev.understudy.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes a list of steps that fails as small as it can: leaves out steps, many at once and then one by
 * one (Zeller and Hildebrandt's ddmin), and puts simpler steps in their place, for as long as the
 * rest still fails. The same steps and the same predicate give the same end.
 *
 * @param <T> the type of a step
 */
public final class Shrinker<T> {
  private final Function<T, List<T>> simpler;
  private final Predicate<List<T>> fails;
  private final int mostTries;
  private int tries;

  /**
   * A shrinker.
   *
   * @param simpler simpler versions of a step, the simplest first; following them must come to an end
   * @param fails whether these steps fail, in the way that is looked for
   * @param mostTries how often the predicate is asked at most
   */
  public Shrinker(Function<T, List<T>> simpler, Predicate<List<T>> fails, int mostTries) {
    this.simpler = simpler;
    this.fails = fails;
    this.mostTries = mostTries;
  }

  /** How often the predicate was asked so far. */
  public int tries() {
    return tries;
  }

  /** The smallest version that was found; the steps themselves if none is smaller. */
  public List<T> shrink(List<T> failing) {
    List<T> smallest = List.copyOf(failing);
    List<T> before;
    do {
      before = smallest;
      smallest = simplified(fewer(smallest));
    } while (!smallest.equals(before) && tries < mostTries);
    return smallest;
  }

  private List<T> fewer(List<T> failing) {
    List<T> rest = failing;
    for (int chunk = Math.max(1, rest.size() / 2); chunk >= 1; chunk /= 2) {
      int from = 0;
      while (from < rest.size()) {
        List<T> without = new ArrayList<>(rest.subList(0, from));
        without.addAll(rest.subList(Math.min(rest.size(), from + chunk), rest.size()));
        if (stillFails(without)) {
          rest = without;
        } else {
          from += chunk;
        }
      }
    }
    return rest;
  }

  private List<T> simplified(List<T> failing) {
    List<T> rest = new ArrayList<>(failing);
    for (int i = 0; i < rest.size(); i++) {
      boolean isSimpler = true;
      while (isSimpler) {
        isSimpler = replaceOne(rest, i);
      }
    }
    return rest;
  }

  private boolean replaceOne(List<T> steps, int i) {
    T step = steps.get(i);
    for (T version : simpler.apply(step)) {
      steps.set(i, version);
      if (stillFails(List.copyOf(steps))) {
        return true;
      }
    }
    steps.set(i, step);
    return false;
  }

  private boolean stillFails(List<T> steps) {
    if (tries >= mostTries) {
      return false;
    }
    tries++;
    return fails.test(steps);
  }
}
