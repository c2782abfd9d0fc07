package dev.understudy.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.benchmarks.BenchMain;
import dev.understudy.benchmarks.CheckerReport;
import dev.understudy.benchmarks.ReplicationReport;
import dev.understudy.benchmarks.SimulatorReport;
import dev.understudy.benchmarks.StorageReport;
import dev.understudy.notebook.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how fast it is, in JVMs of their own. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how fast a replicated write is, in memory and on disks, beside bare event loops, bare"
          + " files and MicroRaft, what is kept while a follower is away, what a durable record"
          + " costs, beside a bare file, how fast virtual time is, and how long a verdict on a"
          + " recorded history takes. Takes about half an hour; let nothing else run meanwhile, and"
          + " trust ratios within one run.",
      "",
      "The checker judges the histories in docs/histories, and those of porcupine/verdicts.csv in"
          + " the folder that UNDERSTUDY_DATA names.",
      "",
      "A full run writes its figures and charts into benchmarks/results when it is complete; a quick"
          + " one writes nothing unless --out names a folder."
    },
    footer = {"", "Exit code: 0 measured, 1 a benchmark failed, 2 wrong usage, 130 interrupted."})
final class BenchCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofHours(2);
  private static final List<String> PARTS =
      List.of("replication", "storage", "simulator", "checker");

  @Parameters(
      paramLabel = "PART",
      description = "what to measure: replication, storage, simulator, checker; all unless given")
  private List<String> parts = PARTS;

  @Option(names = "--quick", description = "measure less: some two minutes, rough figures")
  private boolean quick;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Option(names = "--out", paramLabel = "FOLDER", description = "write figures and charts there")
  private Path out;

  private final Project project;
  private final Console console;
  private final Interruption interruption;

  BenchCommand(Project project, Console console, Interruption interruption) {
    this.project = project;
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    for (String part : parts) {
      if (!PARTS.contains(part)) {
        throw new WrongInput("there is nothing to measure called '" + part + "'"
            + NearMisses.of(part, PARTS) + "; there are " + String.join(", ", PARTS));
      }
    }
    if (out != null && !Files.isDirectory(out)) {
      throw new WrongInput("--out " + out + ": give a folder that is there");
    }
    Path scratch = Files.createTempDirectory(project.privateFolder("tmp"), "bench");
    Interruption.Duty duty = interruption.duty(() -> Folders.delete(scratch));
    try {
      return measure(scratch);
    } finally {
      Folders.delete(scratch);
      duty.done();
    }
  }

  private int measure(Path scratch) throws InterruptedException, IOException {
    Set<String> distinct = new LinkedHashSet<>(parts);
    boolean isWell = new Children(Map.of(), interruption)
        .run(LIMIT, console::tell, command(scratch, distinct).toArray(String[]::new));
    if (!isWell) {
      interruption.check();
      console.tell("lab: a benchmark failed: what is above says why; nothing was written");
      return Exit.DOES_NOT_HOLD;
    }
    Results results = new Results();
    for (String part : distinct) {
      results.read(part, Files.readString(scratch.resolve(part + ".json")));
    }
    if (out != null || !quick) {
      results.write(out == null ? Files.createDirectories(project.benchmarkResults()) : out);
    }
    console.answer(json ? results.json() : results.text());
    return Exit.HOLDS;
  }

  private List<String> command(Path scratch, Set<String> distinct) {
    JavaCommand java = JavaCommand.ofThisJvm();
    List<String> command = new ArrayList<>(List.of(
        java.java().toString(),
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-Djava.io.tmpdir=" + scratch,
        "-Djmh.ignoreLock=true", // there is no other of that folder
        "-cp",
        java.classPath(),
        BenchMain.class.getName(),
        quick ? "quick" : "full",
        scratch.toString(),
        project.histories().toString()));
    command.addAll(distinct);
    return command;
  }

  /** What was measured, to be shown and kept. */
  private final class Results {
    private final ObjectMapper mapper = new ObjectMapper();
    private final List<String> texts = new ArrayList<>();
    private final List<Object> reports = new ArrayList<>();
    private final Map<String, String> files = new TreeMap<>();

    void read(String part, String content) throws IOException {
      files.put(part + ".json", content);
      if (part.equals("simulator")) {
        SimulatorReport report = mapper.readValue(content, SimulatorReport.class);
        reports.add(report);
        texts.add(report.machine() + "\n\n" + report.table().text()
            + (report.ratios().isEmpty() ? "" : "\n\n" + report.ratioTable().text()));
      } else if (part.equals("checker")) {
        CheckerReport report = mapper.readValue(content, CheckerReport.class);
        reports.add(report);
        texts.add(report.machine() + "; before: " + report.warmUp() + "\n\n"
            + report.table().text());
      } else if (part.equals("storage")) {
        StorageReport report = mapper.readValue(content, StorageReport.class);
        reports.add(report);
        texts.add(report.machine() + "\n\n" + report.table().text() + "\n\n"
            + report.ratioTable().text());
      } else {
        ReplicationReport report = mapper.readValue(content, ReplicationReport.class);
        reports.add(report);
        texts.add(report.machine() + "\n\n" + report.table().text() + "\n\n"
            + report.memoryTable().map(memory -> memory.text() + "\n\n").orElse("")
            + report.ratioTable().text());
        files.put("latency.svg", report.latency().svg());
        files.put("throughput.svg", report.throughput().svg());
        report
            .throughputOnDisk()
            .ifPresent(picture -> files.put("throughput-on-disk.svg", picture.svg()));
      }
    }

    void write(Path folder) {
      files.forEach((name, content) -> {
        AtomicFile.write(folder.resolve(name), content);
        console.tell("wrote " + folder.resolve(name));
      });
    }

    String text() {
      return String.join("\n\n", texts);
    }

    String json() throws IOException {
      return BenchMain.json(
              new TreeMap<>(Map.of("schema", "understudy-bench-1", "reports", reports)))
          .strip();
    }
  }
}
