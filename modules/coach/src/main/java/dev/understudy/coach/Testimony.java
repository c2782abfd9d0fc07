package dev.understudy.coach;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.coach.Verdict.Failure;
import dev.understudy.coach.Verdict.Result;
import dev.understudy.coach.Verdict.Test;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a {@link JudgeJvm} tells its parent what happens: one JSON object a line, each written through
 * at once, so that it can be read up to the moment at which the JVM ended, however it ended.
 */
final class Testimony implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BufferedWriter file;

  private Testimony(BufferedWriter file) {
    this.file = file;
  }

  static Testimony to(Path file) throws IOException {
    return new Testimony(Files.newBufferedWriter(file));
  }

  void planned(SuiteRun run) {
    ObjectNode line = line("planned");
    ArrayNode tests = line.putArray("tests");
    for (int test = 0; test < run.size(); test++) {
      tests.addObject().put("moral", run.moral(test)).put("group", run.group(test));
    }
    write(line);
  }

  void began(int test) {
    write(line("began").put("test", test));
  }

  void ended(int test, Optional<Failure> failure) {
    ObjectNode line = line("ended").put("test", test);
    failure.ifPresent(why -> {
      line.put("text", why.text())
          .put("place", why.place())
          .put("lastEvents", why.lastEvents())
          .put("picture", why.picture());
      why.seed().ifPresent(seed -> line.put("seed", seed));
    });
    write(line);
  }

  /** The class did not come to an end. */
  void stuck(String place, Duration limit) {
    broke("it still ran after " + limit.toSeconds() + " s: look for a loop without end", place);
  }

  /** The suite did not come to an end. */
  void broke(String text, String place) {
    write(line("broke").put("text", text).put("place", place));
  }

  void done() {
    write(line("done"));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static ObjectNode line(String event) {
    return JSON.createObjectNode().put("event", event);
  }

  private synchronized void write(ObjectNode line) {
    try {
      file.write(line + "\n");
      file.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * What a file says. A test that began and did not end has failed; one that did not begin was not
   * run.
   *
   * @param ending how the JVM ended, for the case that the file does not say
   */
  static Verdict read(Path file, String ending, String printed) throws IOException {
    List<Test> tests = new ArrayList<>();
    int running = -1;
    boolean isDone = false;
    Failure broke = Failure.plain(ending, "");
    for (String text : Files.isRegularFile(file) ? Files.readAllLines(file) : List.<String>of()) {
      JsonNode line = parse(text);
      switch (line.path("event").asText()) {
        case "planned" -> line.path("tests").forEach(test -> tests.add(planned(test)));
        case "began" -> running = line.path("test").asInt();
        case "ended" -> {
          tests.set(running, ended(tests.get(running), line));
          running = -1;
        }
        case "done" -> isDone = true;
        default ->
          broke = Failure.plain(line.path("text").asText(), line.path("place").asText());
      }
    }
    if (isDone) {
      return new Verdict(tests, List.of(), printed);
    }
    if (running < 0) {
      return new Verdict(tests, List.of(broke.text()), printed);
    }
    Test test = tests.get(running);
    tests.set(running, new Test(test.moral(), test.group(), Result.FAILED, Optional.of(broke)));
    return new Verdict(tests, List.of(), printed);
  }

  /** A line that is none was cut off by the end of the JVM, or was not written by us. */
  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException cutOff) {
      return line("broke").put("text", "what the suite has told cannot be read");
    }
  }

  private static Test planned(JsonNode test) {
    return new Test(
        test.path("moral").asText(), test.path("group").asText(), Result.NOT_RUN, Optional.empty());
  }

  private static Test ended(Test test, JsonNode line) {
    if (!line.has("text")) {
      return new Test(test.moral(), test.group(), Result.PASSED, Optional.empty());
    }
    Failure failure = new Failure(
        line.path("text").asText(),
        line.has("seed") ? Optional.of(line.path("seed").asLong()) : Optional.empty(),
        line.path("place").asText(),
        line.path("lastEvents").asText(),
        line.path("picture").asText());
    return new Test(test.moral(), test.group(), Result.FAILED, Optional.of(failure));
  }
}
