package dev.understudy.coach;

import dev.understudy.coach.Judge.Question;
import dev.understudy.coach.Verdict.Test;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Judges the suites: a stub must fail, a solution must pass, and every mutant must be told what it did
 * wrong. Several threads may ask at once. What it judges is ours, so its judges keep their JVMs.
 */
public final class TwoWayCheck implements AutoCloseable {
  /** What is put before a suite. */
  public enum Kind {
    STUB,
    SOLUTION,
    MUTANT
  }

  /**
   * One source and what must come of it.
   *
   * @param mutant the mutant that it is; null for the other kinds
   */
  public record Case(Exercise exercise, Kind kind, String text, Mutant mutant) {
    /** {@code 05-log-shipping, mutant: It puts entries behind a gap}. */
    public String name() {
      String what =
          kind == Kind.MUTANT ? "mutant: " + mutant.title() : kind.name().toLowerCase();
      return exercise.id() + ", " + what;
    }
  }

  private final Duration limit;
  private final Deque<Judge> free = new ArrayDeque<>();
  private boolean isClosed;

  /** A check that gives each source so much real time. */
  public TwoWayCheck(Duration limit) {
    this.limit = limit;
  }

  /** The stub, the solution and the mutants of an exercise; at least three mutants are wanted. */
  public static List<Case> casesOf(Exercise exercise) {
    Solution solution = exercise.solution();
    List<Mutant> mutants = exercise.mutants();
    if (mutants.size() < 3) {
      throw new ExerciseException(
          exercise.id() + " has " + mutants.size() + " mutants; a suite proves itself with three");
    }
    if (exercise.hints().size() != 3) {
      throw new ExerciseException(exercise.id() + " has " + exercise.hints().size()
          + " hints; three are wanted, from a nudge to nearly everything");
    }
    List<Case> cases = new ArrayList<>();
    cases.add(new Case(exercise, Kind.STUB, solution.stub(), null));
    cases.add(new Case(exercise, Kind.SOLUTION, solution.text(), null));
    mutants.forEach(
        mutant -> cases.add(new Case(exercise, Kind.MUTANT, mutant.of(solution), mutant)));
    return cases;
  }

  /** Judges one case: empty if all is as it must be, else what is wrong. */
  public Optional<String> problem(Case one) throws InterruptedException {
    return problem(one, verdict(one));
  }

  /** Judges one case: a solution to the end of its suite, all else until something is wrong with it. */
  public Verdict verdict(Case one) throws InterruptedException {
    return verdict(one, new Question(List.of(), one.kind() != Kind.SOLUTION));
  }

  /** Judges one case as this question wants it. */
  public Verdict verdict(Case one, Question question) throws InterruptedException {
    Judge judge = take();
    try {
      return judge.judge(one.exercise(), one.text(), one.name(), question);
    } finally {
      giveBack(judge);
    }
  }

  private synchronized Judge take() {
    return free.isEmpty() ? Judge.keepingItsJvm(limit) : free.pop();
  }

  private synchronized void giveBack(Judge judge) {
    if (isClosed) {
      judge.close();
    } else {
      free.push(judge);
    }
  }

  /** Ends the JVMs. */
  @Override
  public synchronized void close() {
    isClosed = true;
    free.forEach(Judge::close);
    free.clear();
  }

  /** What is wrong with this verdict on that case: empty if it is as it must be. */
  public static Optional<String> problem(Case one, Verdict verdict) {
    if (one.kind() == Kind.SOLUTION) {
      return verdict.passed()
          ? groupsProblem(one.exercise(), verdict)
          : Optional.of("the solution does not pass\n" + Report.of(one.exercise(), verdict));
    }
    if (verdict.passed()) {
      return Optional.of("it passes the suite, which must refuse it");
    }
    return verdict
        .firstFailure()
        .map(test -> textProblem(one, test))
        .orElseGet(() -> Optional.of(
            "no test of the suite has judged it: " + String.join("\n", verdict.problems())));
  }

  /** Every test belongs to a group, and every group has tests, or points could not be earned. */
  private static Optional<String> groupsProblem(Exercise exercise, Verdict verdict) {
    List<String> groups = exercise.groups().stream().map(Exercise.Group::name).toList();
    for (Test test : verdict.tests()) {
      if (!groups.contains(test.group())) {
        return Optional.of("the test '" + test.moral() + "' is tagged '" + test.group()
            + "'; give it one of the groups of exercise.json: " + groups);
      }
    }
    return exercise.groups().stream()
        .filter(group -> !verdict.hasEarned(group))
        .map(group -> "the group " + group.name() + " of exercise.json has no test in the suite")
        .findFirst();
  }

  /** The failure says in words what was broken, with which seed, and how to see it again. */
  private static Optional<String> textProblem(Case one, Test test) {
    String text = Report.failure(one.exercise(), test);
    Optional<Long> seed = test.failure().orElseThrow().seed();
    if (seed.isEmpty()) {
      return Optional.of("its failure names no seed:\n" + text);
    }
    List<String> expected = new ArrayList<>(
        List.of(test.moral(), "seed " + seed.get(), Report.replay(one.exercise(), seed.get())));
    if (one.mutant() != null) {
      expected.add(one.mutant().expected());
    }
    return expected.stream()
        .filter(part -> !text.contains(part))
        .map(part -> "the text of its failure does not say '" + part + "':\n" + text)
        .findFirst();
  }
}
