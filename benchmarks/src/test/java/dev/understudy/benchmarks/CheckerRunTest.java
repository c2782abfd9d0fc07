package dev.understudy.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckerRunTest {
  private static final Path OURS = Path.of("../docs/histories");

  @TempDir
  private Path folder;

  private static CheckerReport run(List<Path> folders) {
    return new CheckerRun(Effort.QUICK, folders, told -> {}).run();
  }

  @Test
  @DisplayName("Each of the project's histories is measured, and the report survives its file")
  void ours() throws IOException {
    CheckerReport report = run(CheckerRun.folders(OURS, null));
    assertThat(report.rows())
        .hasSize(Files.readAllLines(OURS.resolve("verdicts.csv")).size());
    assertThat(report.rows()).allSatisfy(row -> {
      assertThat(row.operations()).isGreaterThan(50);
      assertThat(row.millis().least()).isPositive();
      assertThat(report.table().text()).contains(row.file());
    });
    assertThat(new ObjectMapper().readValue(BenchMain.json(report), CheckerReport.class))
        .isEqualTo(report);
  }

  @Test
  @DisplayName("Outside histories are measured where they are, and nobody misses them elsewhere")
  void outside() throws IOException {
    assertThat(CheckerRun.folders(OURS, folder.toString())).containsExactly(OURS);
    Path theirs = Files.createDirectory(folder.resolve("porcupine"));
    Files.createFile(theirs.resolve("verdicts.csv"));
    assertThat(CheckerRun.folders(OURS, folder.toString())).containsExactly(OURS, theirs);
  }

  @Test
  @DisplayName("A verdict that is not the expected one is an error, and no figure")
  void wrong() throws IOException {
    Files.copy(OURS.resolve("lock-no.jsonl"), folder.resolve("lock.jsonl"));
    Files.writeString(folder.resolve("verdicts.csv"), "lock.jsonl,lock,linearizable\n");
    assertThatThrownBy(() -> run(List.of(folder)))
        .hasMessage("lock.jsonl should be linearizable but was judged not linearizable");
  }
}
