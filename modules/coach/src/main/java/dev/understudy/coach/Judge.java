package dev.understudy.coach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Compiles a class and lets the suite of its exercise judge it, in another JVM. One call at a time;
 * a call that is interrupted ends that JVM.
 */
public final class Judge implements AutoCloseable {
  /** So long may all tests of a suite take together, unless one says otherwise. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);

  private final Duration limit;
  private Witness next;

  /** A judge who gives a class so much real time. */
  public Judge(Duration limit) {
    this.limit = limit;
  }

  /**
   * What the suite is to be asked.
   *
   * @param seeds the seeds to use; empty for those that the suite itself takes
   * @param stopsAtFirst whether to ask no further when a test has failed
   */
  public record Question(List<Long> seeds, boolean stopsAtFirst) {
    /** What a learner wants to know: the first thing that is wrong. */
    public static final Question FIRST_FAILURE = new Question(List.of(), true);

    /** Copies the list. */
    public Question {
      seeds = List.copyOf(seeds);
    }
  }

  /** Starts a JVM already, for the next call: it makes itself ready while others are busy. */
  public synchronized void prepare() {
    if (next == null) {
      next = Witness.start();
    }
  }

  /**
   * Judges a source.
   *
   * @param text the source of the class on trial
   * @param shownAs the name of its file in complaints of the compiler
   * @throws ExerciseException when something other than the class is wrong
   */
  public Verdict judge(Exercise exercise, String text, String shownAs, Question question)
      throws InterruptedException {
    prepare();
    Witness witness = take();
    try {
      Path classes = Files.createDirectory(witness.folder().resolve("classes"));
      Compilation compilation = Compilation.of(exercise, text, shownAs, classes);
      if (!compilation.problems().isEmpty()) {
        return Verdict.problem(compilation.problems(), "");
      }
      Order order = new Order(
          classes.toString(),
          exercise.trialName(),
          exercise.className(),
          exercise.name(),
          question.seeds(),
          question.stopsAtFirst(),
          limit.toMillis());
      return witness.hear(order, limit);
    } catch (IOException failure) {
      throw new ExerciseException("cannot write to " + witness.folder(), failure);
    } finally {
      witness.close();
    }
  }

  private synchronized Witness take() {
    Witness taken = next;
    next = null;
    return taken;
  }

  /** Ends the JVM that was made ready for nothing. */
  @Override
  public synchronized void close() {
    if (next != null) {
      next.close();
      next = null;
    }
  }
}
