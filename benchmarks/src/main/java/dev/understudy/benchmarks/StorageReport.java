package dev.understudy.benchmarks;

import dev.understudy.display.Display;
import dev.understudy.display.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@link StorageBenchmark} has measured, side by side in one run.
 *
 * @param schema {@link #SCHEMA}
 * @param quick whether it was a short run, whose figures are rough
 * @param machine where
 * @param rows one for each figure
 * @param ratios what to look at: figures of one run divided by each other, or by what they should be
 */
public record StorageReport(
    String schema, boolean quick, Machine machine, List<Row> rows, List<Ratio> ratios) {
  /** The name and version of this format. */
  public static final String SCHEMA = "understudy-bench-storage-1";

  /**
   * One figure.
   *
   * @param what what was counted
   * @param perSecond how many in a second
   */
  public record Row(String what, Figure perSecond) {}

  /** Refuses a report of another format. */
  public StorageReport {
    if (!SCHEMA.equals(schema)) {
      throw new IllegalArgumentException(
          "expected the schema " + SCHEMA + " but got " + schema + ": measure anew");
    }
    rows = List.copyOf(rows);
    ratios = List.copyOf(ratios);
  }

  /** Every row. */
  public Table table() {
    return Display.table(
        List.of("storage, per second", "median", "least", "greatest"),
        rows.stream()
            .map(row -> Display.row(
                row.what(),
                number(row.perSecond().median()),
                number(row.perSecond().least()),
                number(row.perSecond().greatest())))
            .toList());
  }

  /** Every ratio and its aim. */
  public Table ratioTable() {
    return Ratio.table(ratios);
  }

  /** Those of the ratios that can be told from these rows. */
  static List<Ratio> ratios(List<Row> rows) {
    List<Ratio> ratios = new ArrayList<>();
    add(ratios, rows, StorageRun.JOURNAL, StorageRun.BARE, 0.8);
    add(ratios, rows, StorageRun.BACKUP, StorageRun.COPY, 0.7);
    add(ratios, rows, StorageRun.RESTORE, StorageRun.COPY, 0.7);
    return List.copyOf(ratios);
  }

  private static void add(
      List<Ratio> ratios, List<Row> rows, String ours, String theirs, double aim) {
    double value = median(rows, ours) / median(rows, theirs);
    if (value > 0) {
      ratios.add(Ratio.atLeast(ours + " / " + theirs, 1, value, aim));
    }
  }

  /** Not a number when it was not measured. */
  private static double median(List<Row> rows, String what) {
    return rows.stream()
        .filter(row -> row.what().equals(what))
        .mapToDouble(row -> row.perSecond().median())
        .findFirst()
        .orElse(Double.NaN);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
