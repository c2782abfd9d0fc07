package dev.understudy.chaos;

import dev.understudy.chaos.ChaosRun.Result;
import dev.understudy.chaos.Shrinking.Shrunk;
import dev.understudy.display.DiagramOptions;
import dev.understudy.display.Display;
import java.time.Duration;
import java.util.Locale;

/** A run that broke a promise, shrunk, and all that a reader gets of it. */
public final class Failure {
  private static final Duration MARGIN = Duration.ofMillis(50);

  private final Subject subject;
  private final Schedule whole;
  private final Shrunk shrunk;

  private Failure(Subject subject, Schedule whole, Shrunk shrunk) {
    this.subject = subject;
    this.whole = whole;
    this.shrunk = shrunk;
  }

  /** This failed run, shrunk in so many runs at most. */
  public static Failure of(Subject subject, Result failed, int mostTries) {
    return new Failure(subject, failed.schedule(), Shrinking.of(subject, failed, mostTries));
  }

  /** The smallest schedule that was found. */
  public Schedule schedule() {
    return shrunk.schedule();
  }

  /** The promise that the smallest schedule breaks. */
  public Violation violation() {
    return shrunk.violation();
  }

  /** A name for its files: subject, invariant and the seed that found it. */
  public String name() {
    String invariant = violation().invariant().toLowerCase(Locale.ROOT).replace(' ', '-');
    return subject.name() + "-" + invariant + "-" + whole.seed();
  }

  /** The smallest schedule as the text of a file. */
  public String file() {
    return new ScheduleFile().write(subject, schedule());
  }

  /** The run of the smallest schedule, with its whole trace. */
  public Result again() {
    return ChaosRun.of(subject, schedule());
  }

  /** A space-time diagram of what happens from the first step to the broken promise, as SVG. */
  public String picture() {
    Result run = again();
    return Display.diagram(run.trace(), drawn(run)).svg();
  }

  /** What of this run is to be drawn: from the first step to the broken promise, which is the title. */
  public DiagramOptions drawn(Result run) {
    Duration end = run.simulated().plus(MARGIN);
    Duration first =
        schedule().steps().isEmpty() ? Duration.ZERO : schedule().steps().get(0).at();
    Duration from = first.compareTo(MARGIN) > 0 ? first.minus(MARGIN) : Duration.ZERO;
    return DiagramOptions.titled(violation().words())
        .between(from, end)
        .around(violation().at());
  }

  /** What a reader is told, without how to see it. */
  public Report report() {
    return new Report(subject, schedule(), violation()).shrunkFrom(whole, shrunk);
  }

  /**
   * What a reader is told.
   *
   * @param scheduleFile where the file is
   * @param pictureFile where the picture is
   */
  public String text(String scheduleFile, String pictureFile) {
    return report()
        .with("replay", Report.replayOf(scheduleFile))
        .with("picture", pictureFile)
        .text();
  }
}
