package dev.understudy.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures in a JVM of its own: {@code BenchMain quick|full FOLDER PART…}. A part is {@code replication}
 * or {@code simulator}; its report is written to {@code FOLDER/PART.json} when it is complete. What goes
 * on is told on standard output.
 */
public final class BenchMain {
  private BenchMain() {}

  /** Measures the parts one after the other. */
  public static void main(String[] arguments) throws IOException, RunnerException {
    Effort effort = arguments[0].equals("quick") ? Effort.QUICK : Effort.FULL;
    Path folder = Path.of(arguments[1]);
    for (String part : List.of(arguments).subList(2, arguments.length)) {
      Object report = part.equals("simulator")
          ? new SimulatorRun(effort, System.out::println).run()
          : new ReplicationRun(effort, System.out::println).run();
      Files.writeString(folder.resolve(part + ".json"), json(report));
    }
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
