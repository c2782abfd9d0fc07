package dev.understudy.checker.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.checker.Linearizability;
import dev.understudy.checker.OffendingPart;
import dev.understudy.checker.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Histories of real systems with verdicts that others reached. */
class OutsideHistoriesTest {
  private static Path folder() {
    String data = System.getenv("UNDERSTUDY_DATA");
    return (data == null ? Path.of("../../../shared/data") : Path.of(data)).resolve("porcupine");
  }

  @ParameterizedTest
  @CsvSource({"kv-append, 4", "cas-register, 40"})
  @DisplayName(
      "Of histories of real systems it says what others found, yes and no, and what is wrong")
  void agreesWithOthers(String kind, int atLeast) throws IOException, UnreadableHistoryException {
    Path verdicts = folder().resolve("verdicts.csv");
    assumeTrue(
        Files.isRegularFile(verdicts),
        "no outside histories: set UNDERSTUDY_DATA to the folder that holds porcupine/verdicts.csv");
    Dialect<?, ?, ?> dialect =
        Dialect.ALL.stream().filter(one -> one.name().equals(kind)).findFirst().orElseThrow();
    int judged = 0;
    for (String line : Files.readAllLines(verdicts)) {
      String[] row = line.split(",");
      if (row.length == 3 && row[1].equals(kind)) {
        judge(row[0], HistoryFile.read(folder().resolve(row[0]), dialect), row[2]);
        judged++;
      }
    }
    assertThat(judged).isGreaterThanOrEqualTo(atLeast);
  }

  private static <S, C, R> void judge(String name, HistoryFile<S, C, R> file, String expected) {
    Verdict verdict =
        Linearizability.check(file.history(), file.dialect().model(), Linearizability.MOST_STEPS);
    assertThat(verdict)
        .as(name + ": " + verdict.text())
        .isInstanceOf(
            expected.equals("linearizable")
                ? Verdict.Linearizable.class
                : Verdict.NotLinearizable.class);
    if (verdict instanceof Verdict.NotLinearizable no) {
      OffendingPart<C, R> part = Linearizability.offendingPart(
          file.history(), file.dialect().model(), no, Linearizability.MOST_STEPS);
      assertThat(part.isSmallest()).as(name).isTrue();
      assertThat(part.operations()).as(name).hasSizeBetween(1, 12);
    }
  }
}
