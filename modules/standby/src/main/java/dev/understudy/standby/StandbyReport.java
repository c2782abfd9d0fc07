package dev.understudy.standby;

import dev.understudy.checker.DrillReport;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What many runs of one drill came to.
 *
 * @param name what tells them from other runs, in a word: {@code hot}
 * @param runs the runs, at least one, in the order in which they were made
 */
public record StandbyReport(String name, List<StandbyRun> runs) {
  /** Refuses no runs at all, of which nothing can be said. */
  public StandbyReport {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a report needs at least one run");
    }
  }

  /** What clients saw. */
  public DrillReport drills() {
    return new DrillReport(runs.stream().map(StandbyRun::drill).toList());
  }

  /** How many machines run all the time. */
  public int machines() {
    return runs.get(0).cost().machines();
  }

  /** The mean of a figure of the cost over all runs. */
  public double mean(ToDoubleFunction<Cost> figure) {
    return runs.stream().map(StandbyRun::cost).mapToDouble(figure).average().orElse(0);
  }

  /** The mean of the p50 of the lag, in milliseconds; 0 if nobody follows asynchronously. */
  public double meanLag() {
    return runs.stream().mapToDouble(run -> run.lag().p50()).average().orElse(0);
  }

  /** Of each phase the mean, in seconds: the parts of a stacked bar. */
  public double[] meanSeconds() {
    double[] mean = new double[Phase.values().length];
    for (StandbyRun run : runs) {
      double[] seconds = run.seconds();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += seconds[i] / runs.size();
      }
    }
    return mean;
  }

  /** Every broken promise of every run; each says its seed. */
  public List<String> violations() {
    return drills().violations();
  }
}
