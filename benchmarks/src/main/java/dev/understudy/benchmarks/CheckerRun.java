package dev.understudy.benchmarks;

import dev.understudy.checker.Linearizability;
import dev.understudy.checker.Verdict;
import dev.understudy.checker.file.Dialect;
import dev.understudy.checker.file.HistoryFile;
import dev.understudy.checker.file.UnreadableHistoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Judges recorded histories: those of the project, and where the environment's {@code
 * UNDERSTUDY_DATA} names a folder that holds {@code porcupine/verdicts.csv}, those named there. Each
 * folder has such a table: file, model, verdict.
 */
final class CheckerRun {
  private static final String TABLE = "verdicts.csv";
  private static final int TIMES = 5;

  private final Effort effort;
  private final List<Path> folders;
  private final Consumer<String> progress;

  CheckerRun(Effort effort, List<Path> folders, Consumer<String> progress) {
    this.effort = effort;
    this.folders = folders;
    this.progress = progress;
  }

  /**
   * The folders that are there.
   *
   * @param ours where the project's own histories are
   * @param data the folder of outside data, or null
   */
  static List<Path> folders(Path ours, String data) {
    List<Path> folders = new ArrayList<>(List.of(ours));
    if (data != null && Files.isRegularFile(Path.of(data, "porcupine", TABLE))) {
      folders.add(Path.of(data, "porcupine"));
    }
    return folders;
  }

  /** One history with its name and what it should come to. */
  private record Sample(String name, HistoryFile<?, ?, ?> file, String expected) {}

  CheckerReport run() {
    progress.accept("checker");
    List<Sample> samples = new ArrayList<>();
    folders.forEach(folder -> samples.addAll(read(folder)));
    long warmNanos = effort.iterations() * 1_000_000_000L;
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < warmNanos) {
      samples.forEach(sample -> judge(sample.file()));
    }
    List<CheckerReport.Row> rows = samples.stream().map(CheckerRun::row).toList();
    return new CheckerReport(
        CheckerReport.SCHEMA,
        effort.isQuick(),
        Machine.here(),
        effort.iterations() + " s of verdicts on all of them; then " + TIMES + " of each",
        rows);
  }

  private static List<Sample> read(Path folder) {
    List<Sample> samples = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(folder.resolve(TABLE))) {
        String[] row = line.split(",");
        for (Dialect<?, ?, ?> dialect : Dialect.ALL) {
          if (row.length == 3 && dialect.name().equals(row[1])) {
            HistoryFile<?, ?, ?> file = HistoryFile.read(folder.resolve(row[0]), dialect);
            samples.add(new Sample(row[0], file, row[2].replace('_', ' ')));
          }
        }
      }
    } catch (IOException | UnreadableHistoryException problem) {
      throw new IllegalStateException(
          folder + ": expected histories as its " + TABLE + " names them; " + problem.getMessage(),
          problem);
    }
    return samples;
  }

  private static CheckerReport.Row row(Sample sample) {
    List<Double> millis = new ArrayList<>();
    String verdict = "";
    for (int i = 0; i < TIMES; i++) {
      long begun = System.nanoTime();
      verdict = judge(sample.file());
      millis.add((System.nanoTime() - begun) / 1e6);
    }
    if (!verdict.equals(sample.expected())) {
      throw new IllegalStateException(
          sample.name() + " should be " + sample.expected() + " but was judged " + verdict);
    }
    return new CheckerReport.Row(
        sample.name(),
        sample.file().dialect().name(),
        sample.file().history().operations().size(),
        verdict,
        Figure.of(millis));
  }

  private static <S, C, R> String judge(HistoryFile<S, C, R> file) {
    Verdict verdict =
        Linearizability.check(file.history(), file.dialect().model(), Linearizability.MOST_STEPS);
    if (verdict instanceof Verdict.Unknown) {
      return "unknown";
    }
    return verdict instanceof Verdict.Linearizable ? "linearizable" : "not linearizable";
  }
}
