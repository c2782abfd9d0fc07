package dev.understudy.checker;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What many runs of one drill came to. A run that did not recover has no RTO, and what it lost is not
 * known in full: such runs are counted, and are no part of any {@link Distribution}.
 *
 * @param runs the runs, in the order in which they were made
 */
public record DrillReport(List<DrillRun> runs) {
  public DrillReport {
    runs = List.copyOf(runs);
  }

  /** How many writes were acknowledged. */
  public long acknowledged() {
    return runs.stream().mapToLong(DrillRun::acknowledged).sum();
  }

  /** How many acknowledged writes were lost, also in runs that did not recover. */
  public long lost() {
    return runs.stream().mapToLong(DrillRun::lost).sum();
  }

  /** How many records nodes gave up and set aside for their operator. */
  public long setAside() {
    return runs.stream().mapToLong(DrillRun::setAside).sum();
  }

  /** In how many runs somebody set something aside. */
  public long runsWithSetAside() {
    return runs.stream().filter(run -> run.setAside() > 0).count();
  }

  /** How many runs lost something. */
  public long runsWithLoss() {
    return runs.stream().filter(run -> run.lost() > 0).count();
  }

  /** How many runs did not recover. */
  public long notRecovered() {
    return runs.stream().filter(run -> !run.isRecovered()).count();
  }

  /** The RPO of each run that recovered, in milliseconds. */
  public Distribution rpoMillis() {
    return Distribution.of(runs.stream()
        .filter(DrillRun::isRecovered)
        .mapToDouble(run -> millis(run.rpo()))
        .toArray());
  }

  /** The RTO of each run that recovered, in milliseconds. */
  public Distribution rtoMillis() {
    return Distribution.of(runs.stream()
        .filter(DrillRun::isRecovered)
        .mapToDouble(run -> millis(run.rto().orElseThrow()))
        .toArray());
  }

  /** The virtual time of all runs together. */
  public Duration simulated() {
    return runs.stream().map(DrillRun::simulated).reduce(Duration.ZERO, Duration::plus);
  }

  /** Every broken promise of every run; each says its seed. */
  public List<String> violations() {
    return runs.stream().flatMap(run -> run.violations().stream()).toList();
  }

  /** The figures in one line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d runs: %d of %d acknowledged writes lost, RPO %s, RTO %s, %d not recovered, %d violations",
        runs.size(),
        lost(),
        acknowledged(),
        rpoMillis(),
        rtoMillis(),
        notRecovered(),
        violations().size());
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  /**
   * Measured values, in rising order.
   *
   * @param values the values
   */
  public record Distribution(List<Double> values) {
    public Distribution {
      values = List.copyOf(values);
    }

    static Distribution of(double[] values) {
      return new Distribution(Arrays.stream(values).sorted().boxed().toList());
    }

    /** The value that half of them do not exceed; nothing if there is none. */
    public OptionalDouble p50() {
      return percentile(50);
    }

    /** The value that 99 of 100 do not exceed; nothing if there is none. */
    public OptionalDouble p99() {
      return percentile(99);
    }

    /** The greatest value; nothing if there is none. */
    public OptionalDouble max() {
      return percentile(100);
    }

    /**
     * The least of the values that this share of them does not exceed (nearest rank).
     *
     * @param percent from 1 to 100
     */
    public OptionalDouble percentile(int percent) {
      if (percent < 1 || percent > 100) {
        throw new IllegalArgumentException("a percentile lies between 1 and 100 but is " + percent);
      }
      long rank = (percent * (long) values.size() + 99) / 100;
      return values.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(values.get((int) rank - 1));
    }

    @Override
    public String toString() {
      return values.isEmpty()
          ? "unknown"
          : String.format(
              Locale.ROOT,
              "p50 %.1f ms, p99 %.1f ms, max %.1f ms",
              p50().getAsDouble(),
              p99().getAsDouble(),
              max().getAsDouble());
    }
  }
}
