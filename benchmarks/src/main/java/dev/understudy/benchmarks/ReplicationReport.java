package dev.understudy.benchmarks;

import dev.understudy.display.Bar;
import dev.understudy.display.Display;
import dev.understudy.display.Picture;
import dev.understudy.display.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What {@link ReplicationBenchmark} has measured, side by side in one run.
 *
 * @param schema {@link #SCHEMA}
 * @param quick whether it was a short run, whose figures are rough
 * @param machine where
 * @param rounds how often every row was measured in a fresh JVM
 * @param iterations how many seconds were measured in each
 * @param rows one for each system, mode, kind and concurrency
 * @param ratios what to look at: figures of one run divided by each other
 * @param memory what is kept while a follower is away, and when none is; nothing if that was not
 *     measured
 */
public record ReplicationReport(
    String schema,
    boolean quick,
    Machine machine,
    int rounds,
    int iterations,
    List<WriteCost> rows,
    List<Ratio> ratios,
    List<Retained> memory) {
  /** The name and version of this format. */
  public static final String SCHEMA = "understudy-bench-replication-2";

  /** Refuses a report of another format. */
  public ReplicationReport {
    if (!SCHEMA.equals(schema)) {
      throw new IllegalArgumentException(
          "expected the schema " + SCHEMA + " but got " + schema + ": measure anew");
    }
    rows = List.copyOf(rows);
    ratios = List.copyOf(ratios);
    memory = memory == null ? List.of() : List.copyOf(memory);
  }

  /** Every row, with medians. */
  public Table table() {
    return Display.table(
        List.of(
            "kept",
            "value",
            "members",
            "under way",
            "system",
            "writes/s",
            "p50 µs",
            "p99 µs",
            "CPU µs"),
        rows.stream()
            .map(row -> Display.row(
                row.onDisk() ? "disk" : "memory",
                Kind.words(row.bytes()),
                row.members(),
                row.concurrency(),
                row.name(),
                Math.round(row.writesPerSecond().median()),
                rounded(row.p50Micros()),
                rounded(row.p99Micros()),
                rounded(row.cpuMicros())))
            .toList());
  }

  /** Every ratio and its aim. */
  public Table ratioTable() {
    return Display.table(
        List.of("members", "ratio", "value", "aim", ""),
        ratios.stream()
            .map(ratio -> Display.row(
                ratio.members(),
                ratio.what(),
                String.format(Locale.ROOT, "%.2f", ratio.value()),
                ratio.aim(),
                ratio.reached() ? "reached" : "missed"))
            .toList());
  }

  /** What is kept; nothing if that was not measured. */
  public Optional<Table> memoryTable() {
    return memory.isEmpty()
        ? Optional.empty()
        : Optional.of(Display.table(
            List.of(
                "followers",
                "writes",
                "lag, entries",
                "log, entries",
                "heap, KiB",
                "after 4 times as many"),
            memory.stream()
                .map(one -> Display.row(
                    one.name(),
                    one.writes(),
                    Math.round(one.lag().median()),
                    Math.round(one.entries().median()),
                    Math.round(one.kibAtFirst().median()),
                    Math.round(one.kibAtLast().median())))
                .toList()));
  }

  /** How long a lone write takes. */
  public Picture latency() {
    return bars(
        "A lone write: half of them take at most so long (members × mode)",
        "p50 with one write under way, µs",
        1,
        row -> isUsual(row.kind()),
        WriteCost::p50Micros);
  }

  /** How many writes go through when many are under way. */
  public Picture throughput() {
    return bars(
        "Many writes: so many a second (members × mode)",
        "thousand writes/s with 256 under way",
        256,
        row -> isUsual(row.kind()),
        row -> scaled(row.writesPerSecond(), 1e-3));
  }

  /** The same where copies count when disks have them; nothing if that was not measured. */
  public Optional<Picture> throughputOnDisk() {
    return rows.stream().noneMatch(row -> row.onDisk() && row.concurrency() == 256)
        ? Optional.empty()
        : Optional.of(bars(
            "Many writes, all of them synced: so many a second (value × mode)",
            "thousand writes/s with 256 under way",
            256,
            WriteCost::onDisk,
            row -> scaled(row.writesPerSecond(), 1e-3)));
  }

  private static boolean isUsual(Kind kind) {
    return kind.bytes() == Kind.SHORT && !kind.onDisk();
  }

  private Picture bars(
      String title,
      String label,
      int concurrency,
      Predicate<WriteCost> which,
      Function<WriteCost, Figure> figure) {
    return Display.bars(
        title,
        label,
        rows.stream()
            .filter(row -> row.concurrency() == concurrency && which.test(row))
            .map(row -> Bar.of(
                (row.onDisk() ? Kind.words(row.bytes()) : row.members()) + " × " + row.name(),
                rounded(figure.apply(row))))
            .toArray(Bar[]::new));
  }

  private static Figure scaled(Figure figure, double by) {
    return new Figure(figure.median() * by, figure.least() * by, figure.greatest() * by);
  }

  /** Two decimals below ten, one below a hundred: more were not measured. */
  private static double rounded(Figure figure) {
    double value = figure.median();
    double grain = value < 10 ? 100 : value < 100 ? 10 : 1;
    return Math.round(value * grain) / grain;
  }
}
