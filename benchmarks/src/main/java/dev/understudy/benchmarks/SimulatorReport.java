package dev.understudy.benchmarks;

import dev.understudy.display.Display;
import dev.understudy.display.Table;
import java.util.List;
import java.util.Locale;

/**
 * What {@link SimulatorBenchmark} and {@link RecordingBenchmark} have measured.
 *
 * @param schema {@link #SCHEMA}
 * @param quick whether it was a short run, whose figures are rough
 * @param machine where
 * @param rows one for each figure
 * @param ratios what recording costs: speed with it divided by speed without; nothing in older files
 */
public record SimulatorReport(
    String schema, boolean quick, Machine machine, List<Row> rows, List<Ratio> ratios) {
  /** The name and version of this format. */
  public static final String SCHEMA = "understudy-bench-simulator-1";

  /**
   * One figure.
   *
   * @param what what was counted
   * @param parameters under which circumstances
   * @param perSecond how many in a second
   */
  public record Row(String what, String parameters, Figure perSecond) {}

  /** Refuses a report of another format. */
  public SimulatorReport {
    if (!SCHEMA.equals(schema)) {
      throw new IllegalArgumentException(
          "expected the schema " + SCHEMA + " but got " + schema + ": measure anew");
    }
    rows = List.copyOf(rows);
    ratios = ratios == null ? List.of() : List.copyOf(ratios);
  }

  /** Every row. */
  public Table table() {
    return Display.table(
        List.of("simulator, per second", "", "median", "least", "greatest"),
        rows.stream()
            .map(row -> Display.row(
                row.what(),
                row.parameters(),
                number(row.perSecond().median()),
                number(row.perSecond().least()),
                number(row.perSecond().greatest())))
            .toList());
  }

  /** Every ratio and its aim. */
  public Table ratioTable() {
    return Ratio.table(ratios);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
