package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.Scenario.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewCommandTest {
  @TempDir
  private Path folder;

  private String view(String... arguments) throws IOException {
    var result = new CommandLineOnTrial(folder).call(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isEqualTo(Exit.HOLDS);
    assertThat(result.out().lines()).hasSize(1);
    return Files.readString(Path.of(result.lastLine()));
  }

  @Test
  @DisplayName("A page lies in the private folder, and the answer is where")
  void page() throws IOException {
    String page = view("view", "zombie-leader", "--seed", "7");
    assertThat(page).startsWith("<!DOCTYPE html>").contains("<title>zombie-leader, seed 7</title>");
    assertThat(folder.resolve(".lab/views/zombie-leader-7.html")).hasContent(page);
  }

  @Test
  @DisplayName("Each form is what its name says, and the same seed gives the same bytes")
  void forms() throws IOException {
    assertThat(view("view", "zombie-leader", "--svg")).startsWith("<svg");
    assertThat(view("view", "zombie-leader", "--shiviz")).startsWith("(?<host>");
    String trace = view("view", "zombie-leader", "--trace");
    assertThat(trace).startsWith("{\"schema\":\"understudy-trace-1\",\"seed\":1,");
    assertThat(view("view", "zombie-leader", "--trace", "--seed", "1")).isEqualTo(trace);
    assertThat(view("view", "zombie-leader", "--trace", "--seed", "2")).isNotEqualTo(trace);
  }

  @Test
  @DisplayName("A trace that was kept looks as the run itself")
  void keptTrace() throws IOException {
    Path kept = folder.resolve("kept.jsonl");
    view("view", "quorum-failover", "--seed", "3", "--trace", "--out", kept.toString());
    String of = view("view", kept.toString(), "--svg");
    String run = view("view", "quorum-failover", "--seed", "3", "--svg");
    assertThat(of).isEqualTo(run.replace("quorum-failover, seed 3", "kept.jsonl"));
    assertThat(view("view", kept.toString(), "--trace")).isEqualTo(Files.readString(kept));
    assertThat(folder.resolve(".lab/views/kept.svg")).exists();
    Files.writeString(kept, "\uFEFF" + Files.readString(kept));
    assertThat(view("view", kept.toString(), "--svg")).isEqualTo(of);
  }

  @Test
  @DisplayName("A diagram can be one of a moment, of a fault, or about a key")
  void places() throws IOException {
    String fault = view("view", "zombie-leader", "--svg", "--fault", "1");
    assertThat(fault).contains("partition: ", "events later");
    assertThat(view("view", "zombie-leader", "--svg", "--at", "99"))
        .contains("events earlier")
        .doesNotContain("events later");
    assertThat(view("view", "zombie-leader", "--svg", "--at", "0"))
        .contains("events later")
        .doesNotContain("events earlier");
    assertThat(view("view", "zombie-leader", "--svg", "--about", "nobody-wrote-this"))
        .doesNotContain("call succeeded");
    assertThat(view("view", "zombie-leader", "--svg", "--about", "TOY")).contains("call succeeded");
  }

  @Test
  @DisplayName("A trace that ends too early is refused by its first line")
  void cutOff() throws IOException {
    Path kept = folder.resolve("kept.jsonl");
    view("view", "quorum-failover", "--trace", "--out", kept.toString());
    List<String> lines = Files.readAllLines(kept);
    Files.write(kept, lines.subList(0, 50));
    var result = new CommandLineOnTrial(folder).call("view", kept.toString());
    assertThat(result.err())
        .isEqualTo("lab: " + kept + " is no trace: line 1 promises " + (lines.size() - 1)
            + " events, and 49 follow: write it anew\n");
    assertThat(result.status()).isEqualTo(Exit.WRONG_INPUT);
  }

  @Test
  @DisplayName("A promise that is not kept is shown all the same, and exits with 1")
  void brokenPromise() {
    Scenario broken = new Scenario("broken", "-", cluster -> new Verdict(false, "two of three"));
    var result = new CommandLineOnTrial(folder).call(List.of(broken), "view", "broken");
    assertThat(result.err()).isEqualTo("broken DOES NOT HOLD: two of three\n");
    assertThat(result.status()).isEqualTo(Exit.DOES_NOT_HOLD);
    assertThat(Path.of(result.lastLine())).exists();
  }
}
