package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("real-time")
@Isolated("it counts the children of the JVM")
class BenchCommandTest {
  @TempDir
  private Path folder;

  private List<Path> written() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  @Timeout(60)
  @DisplayName("Interrupted, it ends what it has started and leaves nothing half written")
  void interrupted() throws Exception {
    CommandLineOnTrial lab = new CommandLineOnTrial(folder);
    CompletableFuture<CommandLineOnTrial.Result> call =
        CompletableFuture.supplyAsync(() -> lab.call("bench", "--quick", "--out", "" + folder));
    while (ProcessHandle.current().children().findAny().isEmpty()) {
      assertThat(call).isNotDone();
      Thread.onSpinWait();
    }
    List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
    lab.interrupt();
    assertThat(call.get(30, TimeUnit.SECONDS).status()).isEqualTo(Exit.INTERRUPTED);
    assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(written()).isEmpty();
  }
}
