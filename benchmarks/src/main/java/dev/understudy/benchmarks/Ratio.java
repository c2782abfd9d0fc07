package dev.understudy.benchmarks;

import dev.understudy.display.Display;
import dev.understudy.display.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Two medians of one run, one divided by the other.
 *
 * @param what what is divided by what
 * @param members how many copies
 * @param value the ratio
 * @param aim what it should be, in words
 * @param reached whether it is
 */
public record Ratio(String what, int members, double value, String aim, boolean reached) {
  /** Those of the ratios that can be told from these rows. */
  static List<Ratio> of(List<WriteCost> rows) {
    List<Ratio> ratios = new ArrayList<>();
    for (int members : rows.stream().mapToInt(WriteCost::members).distinct().toArray()) {
      Rows these = new Rows(rows, members);
      add(
          ratios,
          "p50 at 1, quorum / floor",
          members,
          these.latency("replica", "QUORUM", 1),
          these.latency("floor", "QUORUM", 1),
          1.5,
          true);
      add(
          ratios,
          "p50 at 1, async / quorum",
          members,
          these.latency("replica", "ASYNC", 1),
          these.latency("replica", "QUORUM", 1),
          0.1,
          true);
      add(
          ratios,
          "writes/s at 256, quorum / floor",
          members,
          these.rate("replica", "QUORUM", 256),
          these.rate("floor", "QUORUM", 256),
          0.5,
          false);
      add(
          ratios,
          "writes/s at 256, quorum / MicroRaft",
          members,
          these.rate("replica", "QUORUM", 256),
          these.rate("microRaft", "QUORUM", 256),
          1.0,
          false);
    }
    return List.copyOf(ratios);
  }

  private static void add(
      List<Ratio> ratios,
      String what,
      int members,
      Optional<Double> ours,
      Optional<Double> theirs,
      double aim,
      boolean atMost) {
    if (ours.isPresent() && theirs.isPresent()) {
      double value = ours.get() / theirs.get();
      String words = (atMost ? "at most " : "at least ") + aim;
      ratios.add(new Ratio(what, members, value, words, atMost ? value <= aim : value >= aim));
    }
  }

  /** One that should not be below the aim. */
  static Ratio atLeast(String what, int members, double value, double aim) {
    return new Ratio(what, members, value, "at least " + aim, value >= aim);
  }

  /** All of these beside their aims, for what has no members. */
  static Table table(List<Ratio> ratios) {
    return Display.table(
        List.of("ratio", "value", "aim", ""),
        ratios.stream()
            .map(ratio -> Display.row(
                ratio.what(),
                String.format(Locale.ROOT, "%.2f", ratio.value()),
                ratio.aim(),
                ratio.reached() ? "reached" : "missed"))
            .toList());
  }

  private record Rows(List<WriteCost> all, int members) {
    Optional<Double> latency(String system, String mode, int concurrency) {
      return find(system, mode, concurrency, row -> row.p50Micros().median());
    }

    Optional<Double> rate(String system, String mode, int concurrency) {
      return find(system, mode, concurrency, row -> row.writesPerSecond().median());
    }

    private Optional<Double> find(
        String system, String mode, int concurrency, ToDoubleFunction<WriteCost> figure) {
      return all.stream()
          .filter(row -> row.is(system, mode, members, concurrency))
          .map(figure::applyAsDouble)
          .findFirst();
    }
  }
}
