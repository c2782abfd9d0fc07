package dev.understudy.lab;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.ScheduleFile;
import dev.understudy.chaos.Step.Act;
import dev.understudy.chaos.Step.Break;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Swarm;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.replication.chaos.ReplicationAct.Write;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  private static final Subject SUBJECT = Subjects.named("replication-quorum").orElseThrow();

  @TempDir
  private Path folder;

  private CommandLineOnTrial lab() {
    return new CommandLineOnTrial(folder);
  }

  private Path file(String text) {
    try {
      return Files.writeString(folder.resolve("x.jsonl"), text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Path file(Schedule schedule) {
    return file(new ScheduleFile().write(SUBJECT, schedule));
  }

  /** The only disk is lost, which no promise survives: outside the budget, and told all the same. */
  private static Schedule broken() {
    return new Schedule(
        SUBJECT.name(),
        7,
        List.of("athens"),
        ofMillis(200),
        List.of(),
        List.of(
            new Act(ofMillis(10), new Write("alice", 1)),
            new Break(ofMillis(100), new DiskLost("athens"), ofMillis(5))));
  }

  @Test
  @DisplayName("A schedule under which the promise holds exits with 0, in one line")
  void holds() {
    var result = lab().call("replay", file(Swarm.draw(SUBJECT, 3)).toString());
    assertThat(result.out()).startsWith("replication-quorum holds: ").contains("(seed 3, trace ");
    assertThat(result.out().lines()).hasSize(1);
    assertThat(result.status()).as(result.err()).isEqualTo(Exit.HOLDS);
  }

  @Test
  @DisplayName(
      "One under which it breaks exits with 1, and tells the promise, the seed and each step")
  void breaks() {
    Path file = file(broken());
    var result = lab().call("replay", file.toString());
    assertThat(result.out())
        .startsWith(
            "L when all is healed a majority works again — but 240 s after all was healed it has"
                + " not\n")
        .contains("  seed     7, noticed at ", "  replay   ./lab replay " + file)
        .contains(
            "0.010 s  alice appends\n", "0.100 s  disk: athens's disk is lost, for 0.005 s\n");
    assertThat(result.status()).isEqualTo(Exit.DOES_NOT_HOLD);
    assertThat(lab().call("replay", file.toString())).isEqualTo(result);
  }

  @Test
  @DisplayName("JSON is one object with the same facts; a trace and a picture on request")
  void json() throws IOException {
    Path file = file(broken());
    Path picture = folder.resolve("x.svg");
    var result = lab().call("replay", file.toString(), "--json", "--svg", picture.toString());
    assertThat(result.out().lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.path("schema").asText()).isEqualTo("understudy-replay-1");
    assertThat(json.path("holds").asBoolean()).isFalse();
    assertThat(json.path("invariant").asText()).isEqualTo("L");
    assertThat(json.path("steps").asInt()).isEqualTo(2);
    assertThat(Files.readString(picture)).startsWith("<svg");
    assertThat(lab().call("replay", file.toString(), "--trace").out())
        .contains("athens's disk is lost");
  }

  @Test
  @DisplayName("A page shows the run; who asks view for it is told so in one line")
  void page() throws IOException {
    Path file = file(broken());
    Path page = folder.resolve("x.html");
    var result = lab().call("replay", file.toString(), "--html", page.toString());
    assertThat(result.err()).isEqualTo("wrote " + page + "\n");
    assertThat(Files.readString(page))
        .startsWith("<!DOCTYPE html>")
        .contains("replication-quorum, seed 7");

    var view = lab().call("view", file.toString());
    assertThat(view.err())
        .isEqualTo("lab: " + file + " is a schedule: view its run with ./lab replay " + file
            + " --html PAGE\n");
    assertThat(view.status()).isEqualTo(Exit.WRONG_INPUT);
    Files.writeString(file, "\uFEFF" + Files.readString(file)); // as some editors save it
    assertThat(lab().call("view", file.toString())).isEqualTo(view);
    assertThat(lab().call("replay", file.toString()).status()).isEqualTo(Exit.DOES_NOT_HOLD);
  }

  @Test
  @DisplayName("A file that is no schedule is refused in one line, with its line, and exits with 2")
  void refuses() {
    String right = new ScheduleFile().write(SUBJECT, broken());
    for (String[] change : new String[][] {
      {"replication-quorum", "replication-semi", "line 1: there is no subject 'replication-semi'"},
      {"understudy-schedule-1", "understudy-schedule-9", "only understudy-schedule-1 can be read"},
      {"DiskLost", "DiskStolen", "line 3: 'fault' cannot be 'DiskStolen', only BitRot, "},
      {"\"node\":\"athens\"", "\"node\":\"rome\"", "line 3: there is no 'rome' in this run"},
      {"[\"athens\"]", "[\"rome\"]", "line 1: 'rome' is no node of replication-quorum"},
      {"[\"athens\"]", "[\"athens\",\"athens\"]", "line 1: a node stands in it twice"},
      {"\"times\":1", "\"times\":1000000000", "line 2: "},
      {"\"alice\"", "null", "line 2: the act is refused: an act needs the name of who does it"},
      {"\"PT0.2S\"", "\"PT9999H\"", "line 1: a schedule lasts PT9999H"},
      {"{\"at\":\"PT0.01S\"", "at PT0.01S", "line 2: not JSON"},
    }) {
      String wrong = right.replace(change[0], change[1]);
      assertThat(wrong).isNotEqualTo(right);
      var result = lab().call("replay", file(wrong).toString());
      assertThat(result.err()).contains(change[2]);
      assertThat(result.err().lines()).as(result.err()).hasSize(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.status()).isEqualTo(Exit.WRONG_INPUT);
    }
  }
}
