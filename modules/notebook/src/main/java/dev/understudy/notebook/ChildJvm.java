package dev.understudy.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program in the child of a {@link ChildJvmRunner}, and the file by which it tells its parent what came of it. */
public final class ChildJvm {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ChildJvm() {}

  /** Runs one notebook: mode, limit in milliseconds, notebook, file for the outcome. */
  public static void main(String[] arguments) throws IOException {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    RunMode mode = RunMode.valueOf(arguments[0]);
    Duration limit = Duration.ofMillis(Long.parseLong(arguments[1]));
    NotebookOutcome outcome = new NotebookRunner(mode, limit).run(Path.of(arguments[2]));
    writeOutcome(outcome, Path.of(arguments[3]));
    Runtime.getRuntime().halt(0); // threads that cells have left must not keep this JVM
  }

  static int countCells(Path notebook) {
    try {
      return Notebook.read(notebook).codeCells().size();
    } catch (NotebookException problem) {
      return 0; // the child reports it
    }
  }

  private static void writeOutcome(NotebookOutcome outcome, Path file) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("cells", outcome.cells()).put("tookMillis", outcome.took().toMillis());
    ArrayNode problems = json.putArray("problems");
    outcome
        .problems()
        .forEach(problem -> problems
            .addObject()
            .put("cell", problem.cell())
            .put("kind", problem.kind().name())
            .put("text", problem.text()));
    outcome.leakedThreads().forEach(json.putArray("leakedThreads")::add);
    outcome.executed().ifPresent(executed -> json.put("executed", executed.toJson()));
    Path part = part(file);
    JSON.writeValue(part.toFile(), json);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where an outcome is while it is being written: the parent must never see half of one. */
  static Path part(Path file) {
    return file.resolveSibling("outcome.part");
  }

  static NotebookOutcome readOutcome(Path notebook, Path file) throws IOException {
    JsonNode json = JSON.readTree(file.toFile());
    List<CellProblem> problems = new ArrayList<>();
    json.path("problems")
        .forEach(problem -> problems.add(new CellProblem(
            problem.path("cell").asInt(),
            CellProblem.Kind.valueOf(problem.path("kind").asText()),
            problem.path("text").asText())));
    List<String> leakedThreads = new ArrayList<>();
    json.path("leakedThreads").forEach(name -> leakedThreads.add(name.asText()));
    Optional<Notebook> executed = json.has("executed")
        ? Optional.of(Notebook.parse(notebook, json.path("executed").asText()))
        : Optional.empty();
    Duration took = Duration.ofMillis(json.path("tookMillis").asLong());
    return new NotebookOutcome(
        notebook, json.path("cells").asInt(), problems, leakedThreads, took, executed);
  }
}
