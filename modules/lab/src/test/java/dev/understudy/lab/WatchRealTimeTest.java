package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it counts the children of the JVM")
class WatchRealTimeTest {
  private static final long PATIENCE_SECONDS = 120;

  @TempDir
  private Path folder;

  private CommandLineOnTrial lab;

  private void await(String text) throws InterruptedException {
    await("'" + text + "'", () -> lab.printed().contains(text));
  }

  private void await(String what, BooleanSupplier isThere) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!isThere.getAsBoolean()) {
      assertThat(System.nanoTime()).as("no %s in %s", what, lab.printed()).isLessThan(end);
      Thread.sleep(10);
    }
  }

  @Test
  @DisplayName(
      "Every save is judged, in place or by a new file, also while a loop without end runs")
  void judgesEverySave() throws Exception {
    lab = new CommandLineOnTrial(folder);
    TinyExercise tiny = TinyExercise.in(folder);
    var watching =
        CompletableFuture.supplyAsync(() -> lab.call("exercises", "watch").status());
    await("T3 twice is twice");
    tiny.learnerWrites("return 6;"); // in place
    await("T1000 twice is twice");
    Path other = folder.resolve("other");
    Files.writeString(other, TinyExercise.STUB.replace("return 0;", "return oops;"));
    Files.move(other, tiny.yours(), StandardCopyOption.REPLACE_EXISTING); // as editors do
    await("Tiny.java:4: error: cannot find symbol");
    Path running = folder.resolve("running");
    tiny.learnerWrites("new java.io.File(\"" + running + "\").mkdir(); while (true) {}");
    await("loop", () -> Files.exists(running));
    tiny.learnerWrites("return 2 * number;");
    await("passed, all 2 tests");
    assertThat(watching).isNotDone();
    lab.interrupt();
    assertThat(watching.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(Exit.INTERRUPTED);
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
        .isEmpty();
  }
}
