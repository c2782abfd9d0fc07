package dev.understudy.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures in a JVM of its own: {@code BenchMain quick|full FOLDER HISTORIES PART…}. A part is
 * {@code replication}, {@code storage}, {@code simulator} or {@code checker}, which judges the
 * histories of the folder HISTORIES; its report is written to {@code FOLDER/PART.json} when it is
 * complete. What goes on is told on standard output.
 */
public final class BenchMain {
  private BenchMain() {}

  /** Measures the parts one after the other. */
  public static void main(String[] arguments) throws IOException, RunnerException {
    Effort effort = arguments[0].equals("quick") ? Effort.QUICK : Effort.FULL;
    Path folder = Path.of(arguments[1]);
    Path histories = Path.of(arguments[2]);
    for (String part : List.of(arguments).subList(3, arguments.length)) {
      Files.writeString(folder.resolve(part + ".json"), json(measure(part, effort, histories)));
    }
  }

  private static Object measure(String part, Effort effort, Path histories) throws RunnerException {
    return switch (part) {
      case "replication" -> new ReplicationRun(effort, System.out::println).run();
      case "storage" -> new StorageRun(effort, System.out::println).run();
      case "simulator" -> new SimulatorRun(effort, System.out::println).run();
      case "checker" ->
        new CheckerRun(
                effort,
                CheckerRun.folders(histories, System.getenv("UNDERSTUDY_DATA")),
                System.out::println)
            .run();
      default -> throw new IllegalArgumentException("nothing to measure is called " + part);
    };
  }

  /** A report as indented JSON. */
  public static String json(Object report) throws IOException {
    return new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(report)
            .replace("\r\n", "\n")
        + "\n";
  }
}
