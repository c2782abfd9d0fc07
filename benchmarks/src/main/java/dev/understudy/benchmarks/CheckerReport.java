package dev.understudy.benchmarks;

import dev.understudy.display.Display;
import dev.understudy.display.Table;
import java.util.List;
import java.util.Locale;

/**
 * How long verdicts on recorded histories take in a warm process, without reading the files.
 *
 * @param schema {@link #SCHEMA}
 * @param quick whether it was a short run, whose figures are rough
 * @param machine where
 * @param warmUp what came before the measured verdicts, in words
 * @param rows one for each file
 */
public record CheckerReport(
    String schema, boolean quick, Machine machine, String warmUp, List<Row> rows) {
  /** The name and version of this format. */
  public static final String SCHEMA = "understudy-bench-checker-1";

  /**
   * One history.
   *
   * @param file its name
   * @param model what judges it
   * @param operations how many there are
   * @param verdict what came of it: linearizable, not linearizable or unknown
   * @param millis how long a verdict takes; the least is the best of them
   */
  public record Row(String file, String model, int operations, String verdict, Figure millis) {}

  /** Refuses a report of another format. */
  public CheckerReport {
    if (!SCHEMA.equals(schema)) {
      throw new IllegalArgumentException(
          "expected the schema " + SCHEMA + " but got " + schema + ": measure anew");
    }
    rows = List.copyOf(rows);
  }

  /** Every row. */
  public Table table() {
    return Display.table(
        List.of("history", "model", "operations", "verdict", "best ms", "median ms"),
        rows.stream()
            .map(row -> Display.row(
                row.file(),
                row.model(),
                String.valueOf(row.operations()),
                row.verdict(),
                number(row.millis().least()),
                number(row.millis().median())))
            .toList());
  }

  private static String number(double millis) {
    return String.format(Locale.ROOT, "%,.3f", millis);
  }
}
