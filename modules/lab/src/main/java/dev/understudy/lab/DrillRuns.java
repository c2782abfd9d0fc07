package dev.understudy.lab;

import dev.understudy.checker.DrillReport;
import dev.understudy.checker.DrillRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Makes one run after the other, tells how far it is, and keeps what is done when interrupted. */
final class DrillRuns {
  /**
   * What came of it.
   *
   * @param report over the runs that were done
   * @param wall how long that took
   */
  record Result(DrillReport report, Duration wall) {}

  private static final long SECONDS_TO_SAY_GOODBYE = 5;

  private final Console console;
  private final Interruption interruption;
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch reported = new CountDownLatch(1);

  DrillRuns(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  /** Makes the runs, hands their result to {@code reporter}, and returns the exit code. */
  int make(DrillTask task, LongFunction<DrillRun> drill, Consumer<Result> reporter) {
    Interruption.Duty duty = interruption.duty(this::stop);
    try {
      Result result = run(task, drill);
      int done = result.report().runs().size();
      if (isInterrupted()) {
        console.tell(
            "lab: interrupted; the report is about " + done + " of " + task.count() + " runs");
      }
      reporter.accept(result);
      boolean holds = result.report().violations().isEmpty();
      return isInterrupted() ? Exit.INTERRUPTED : holds ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
    } finally {
      reported.countDown();
      duty.done();
    }
  }

  private Result run(DrillTask task, LongFunction<DrillRun> drill) {
    long began = System.nanoTime();
    DrillProgress progress = new DrillProgress(console, task.count());
    List<DrillRun> runs = new ArrayList<>();
    for (int i = 0; i < task.count() && !isInterrupted(); i++) {
      runs.add(drill.apply(task.firstSeed() + i));
      progress.done(i + 1, Duration.ofNanos(System.nanoTime() - began));
    }
    return new Result(new DrillReport(runs), Duration.ofNanos(System.nanoTime() - began));
  }

  private boolean isInterrupted() {
    return interrupted.getCount() == 0;
  }

  /** The process ends when this returns, so it waits for the run under way and for the report. */
  private void stop() {
    interrupted.countDown();
    try {
      reported.await(SECONDS_TO_SAY_GOODBYE, TimeUnit.SECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
