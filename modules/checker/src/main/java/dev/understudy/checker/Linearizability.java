package dev.understudy.checker;

import dev.understudy.storage.Command;
import java.util.Map;

/**
 * Whether a history is linearizable: whether each operation can be given one moment between its call
 * and its return at which it happened, so that what clients saw is what they would have seen had
 * they come one after the other (Herlihy and Wing, "Linearizability: A Correctness Condition for
 * Concurrent Objects", 1990).
 *
 * <p>A failed operation did not happen. An unknown one may happen at any time after its call, long
 * after its client has given up, or never.
 *
 * <p>Each key is judged alone: a history is linearizable when its part for each object is (Herlihy
 * and Wing, theorem 1), which Horn and Kroening ("Faster Linearizability Checking via
 * P-Compositionality", 2015) made the way to make long histories short.
 */
public final class Linearizability {
  /** So many tries to place an operation are spent on a key unless told otherwise. */
  public static final long MOST_STEPS = 50_000_000;

  private Linearizability() {}

  /** Judges a history of the key-value store. */
  public static Verdict check(History<Command, String> history) {
    return check(history, new KeyValueModel(), MOST_STEPS);
  }

  /**
   * Judges a history by a model.
   *
   * @param mostSteps how often the search may try to place an operation of one key; the same history
   *     takes the same number on every machine
   * @return the first key's failure, if one has failed; else unknown, if one was given up
   */
  public static <S, C, R> Verdict check(
      History<C, R> history, Model<S, C, R> model, long mostSteps) {
    if (mostSteps < 1) {
      throw new IllegalArgumentException("a search needs 1 step or more, but got " + mostSteps);
    }
    Verdict verdict = new Verdict.Linearizable();
    for (Map.Entry<String, int[]> one : history.indexesByKey(model::key).entrySet()) {
      Verdict ofKey = checkKey(one.getKey(), history.only(one.getValue()), model, mostSteps);
      if (ofKey instanceof Verdict.NotLinearizable) {
        return ofKey;
      }
      if (verdict instanceof Verdict.Linearizable) {
        verdict = ofKey;
      }
    }
    return verdict;
  }

  private static <S, C, R> Verdict checkKey(
      String key, History<C, R> history, Model<S, C, R> model, long mostSteps) {
    Search<S, C, R> search = new Search<>(Problem.of(history), model, mostSteps);
    return switch (search.run()) {
      case FOUND -> new Verdict.Linearizable();
      case NONE -> search.failure(key);
      case GIVEN_UP ->
        new Verdict.Unknown("key " + Shown.of(key) + " was given up " + search.whyGivenUp());
    };
  }

  /**
   * The smallest part of a history that makes it fail.
   *
   * @param history what was judged
   * @param failure the verdict on it
   * @param mostSteps so many tries may all searches together take; if they do not suffice, the part is
   *     larger than it need be, and says so
   * @throws IllegalArgumentException if the verdict is not of this history
   */
  public static <S, C, R> OffendingPart<C, R> offendingPart(
      History<C, R> history,
      Model<S, C, R> model,
      Verdict.NotLinearizable failure,
      long mostSteps) {
    int[] ofKey = history.indexesByKey(model::key).get(failure.key());
    if (ofKey == null) {
      throw new IllegalArgumentException("this history has no key " + Shown.of(failure.key()));
    }
    return new Reduction<>(history.only(ofKey), model, mostSteps).run();
  }
}
