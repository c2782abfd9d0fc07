package dev.understudy.lab;

import dev.understudy.cluster.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** The command line over a project in a folder of its own, in this JVM. */
final class CommandLineOnTrial {
  /** What a call came to. */
  record Result(int status, String out, String err) {
    /** The last line of the answer. */
    String lastLine() {
      List<String> lines = out.lines().toList();
      return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
  }

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console = new Console(stream(out), stream(err));
  private final Interruption interruption = new Interruption(console);
  private final Map<String, String> environment = new TreeMap<>();
  private final Project project;

  CommandLineOnTrial(Path folder) {
    project = new Project(folder);
  }

  /** From now on there is this word in the environment. */
  CommandLineOnTrial with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Result call(String... arguments) {
    return call(Lab.scenarios(), arguments);
  }

  Result call(List<Scenario> scenarios, String... arguments) {
    out.reset();
    err.reset();
    CommandLine line = Lab.commandLine(project, console, interruption, scenarios, environment);
    int status = Lab.run(line, console, arguments);
    return new Result(status, printed(), err.toString(StandardCharsets.UTF_8));
  }

  /** What has been printed so far, also while a call still runs. */
  String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** As Ctrl-C does. */
  void interrupt() {
    interruption.interrupt();
  }

  /** A notebook with these code cells. */
  Path notebook(String name, String... cells) {
    StringBuilder json = new StringBuilder("{\"cells\":[");
    for (int i = 0; i < cells.length; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"cell_type\":\"code\",\"execution_count\":null,\"id\":\"cell")
          .append(i)
          .append("\",\"metadata\":{},\"outputs\":[],\"source\":[\"")
          .append(cells[i])
          .append("\"]}");
    }
    json.append("],\"metadata\":{\"kernelspec\":{\"display_name\":\"Java\",\"language\":\"java\",")
        .append("\"name\":\"java\"}},\"nbformat\":4,\"nbformat_minor\":5}");
    try {
      Files.createDirectories(project.notebooks());
      return Files.writeString(project.notebooks().resolve(name + ".ipynb"), json);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
