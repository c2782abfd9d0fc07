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
  private final boolean keepsJvm;
  private Witness next;

  private Judge(Duration limit, boolean keepsJvm) {
    this.limit = limit;
    this.keepsJvm = keepsJvm;
  }

  /** A judge who gives a class so much real time, and each class a JVM of its own. */
  public Judge(Duration limit) {
    this(limit, false);
  }

  /**
   * A judge who lets one class after the other be judged in one JVM, which spares its start. Only for
   * classes of which it is known that they leave nothing behind there, such as ours; each is loaded
   * anew. A class that ends or holds up its JVM costs the next one no more than a start.
   */
  public static Judge keepingItsJvm(Duration limit) {
    return new Judge(limit, true);
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
    boolean stays = false;
    try {
      Path place = Files.createTempDirectory(witness.folder(), "order");
      Path classes = Files.createDirectory(place.resolve("classes"));
      Compilation compilation = Compilation.of(exercise, text, shownAs, classes);
      if (!compilation.problems().isEmpty()) {
        stays = keepsJvm;
        return Verdict.problem(compilation.problems(), "");
      }
      Order order = new Order(
          classes.toString(),
          place.resolve("answer.jsonl").toString(),
          exercise.trialName(),
          exercise.className(),
          exercise.name(),
          question.seeds(),
          question.stopsAtFirst(),
          limit.toMillis(),
          !keepsJvm);
      Verdict verdict = witness.hear(order, limit);
      stays = witness.isFree() && verdict.problems().isEmpty();
      return verdict;
    } catch (IOException failure) {
      throw new ExerciseException("cannot write to " + witness.folder(), failure);
    } finally {
      leave(witness, stays);
    }
  }

  private synchronized Witness take() {
    Witness taken = next;
    next = null;
    return taken;
  }

  private synchronized void leave(Witness witness, boolean stays) {
    if (stays && next == null) {
      next = witness;
    } else {
      witness.close();
    }
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
