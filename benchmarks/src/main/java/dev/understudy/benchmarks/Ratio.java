package dev.understudy.benchmarks;

import dev.understudy.display.Display;
import dev.understudy.display.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
    for (Kind kind : rows.stream().map(WriteCost::kind).distinct().toList()) {
      List<WriteCost> these =
          rows.stream().filter(row -> row.kind().equals(kind)).toList();
      Comparison.ALL.forEach(comparison -> comparison.of(these, kind).ifPresent(ratios::add));
    }
    return List.copyOf(ratios);
  }

  /** One that should not be below the aim. */
  static Ratio atLeast(String what, int members, double value, double aim) {
    return new Ratio(what, members, value, "at least " + aim, value >= aim);
  }

  /** One that should not be above the aim. */
  static Ratio atMost(String what, int members, double value, double aim) {
    return new Ratio(what, members, value, "at most " + aim, value <= aim);
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
}
