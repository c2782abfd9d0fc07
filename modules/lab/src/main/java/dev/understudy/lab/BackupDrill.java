package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.backup.Schedule;
import dev.understudy.backup.ScheduleDrill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What schedules of backups are worth, measured in virtual weeks. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "Lets weeks of a store pass in virtual time, loses it at many moments, restores what the schedule"
          + " has backed up until then, and says what was lost.",
      "",
      "Touches no data directory: ./lab backup verify tries the backups of a real one."
    })
final class BackupDrill implements Callable<Integer> {
  private static final String SCHEMA = "understudy-backup-drill-1";
  private static final int DISASTERS = 30;

  /** The schedules that have a name. */
  private enum Named {
    DAILY("daily", Schedule.weeklyAndDaily(), Duration.ofMinutes(10)),
    HOURLY("hourly", DAILY.schedule.withLogEvery(Duration.ofHours(1)), Duration.ofMinutes(2)),
    QUARTERS("15m", DAILY.schedule.withLogEvery(Duration.ofMinutes(15)), Duration.ofSeconds(90)),
    CONTINUOUS("continuous", DAILY.schedule.withLogAtEachCommit(), Duration.ofMinutes(30));

    private final String word;
    private final Schedule schedule;
    private final Duration pauseBetweenWrites;

    Named(String word, Schedule schedule, Duration pauseBetweenWrites) {
      this.word = word;
      this.schedule = schedule;
      this.pauseBetweenWrites = pauseBetweenWrites;
    }

    static Named of(String typed) {
      return Arrays.stream(values())
          .filter(named -> named.word.equals(typed))
          .findFirst()
          .orElseThrow(() -> new WrongInput("there is no schedule '" + typed + "', only "
              + Arrays.stream(values())
                  .map(named -> named.word)
                  .collect(Collectors.joining(", "))));
    }
  }

  /** What came of one schedule. */
  private record Row(String word, List<ScheduleDrill.Report> reports) {
    Duration worst() {
      return reports.stream()
          .map(ScheduleDrill.Report::worst)
          .max(Duration::compareTo)
          .orElseThrow();
    }

    Duration median() {
      List<Duration> medians =
          reports.stream().map(ScheduleDrill.Report::median).sorted().toList();
      return medians.get((medians.size() - 1) / 2);
    }

    /** The most commits that one loss has taken: it may be one that was acknowledged just then. */
    long mostCommits() {
      return reports.stream()
          .flatMap(report -> report.disasters().stream())
          .mapToLong(ScheduleDrill.Disaster::lostCommits)
          .max()
          .orElse(0);
    }

    int disasters() {
      return reports.stream().mapToInt(report -> report.disasters().size()).sum();
    }
  }

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description = "daily, hourly, 15m or continuous; all of them unless given")
  private String schedule;

  @Option(
      names = "--weeks",
      paramLabel = "N",
      defaultValue = "2",
      description = "how long each run takes in virtual time; ${DEFAULT-VALUE} unless given")
  private int weeks;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "how many runs, with the seeds from 1 on; ${DEFAULT-VALUE} unless given")
  private int seeds;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  private final Console console;

  BackupDrill(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (weeks < 1 || weeks > 52) {
      throw new WrongInput("--weeks " + weeks + ": give 1 to 52");
    }
    if (seeds < 1 || seeds > 1000) {
      throw new WrongInput("--seeds " + seeds + ": give 1 to 1000");
    }
    List<Named> chosen = schedule == null ? List.of(Named.values()) : List.of(Named.of(schedule));
    List<Row> rows = chosen.stream().map(this::row).toList();
    console.answer(json ? json(rows).toString() : text(rows));
    return Exit.HOLDS;
  }

  private Row row(Named named) {
    List<ScheduleDrill.Report> reports = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      reports.add(ScheduleDrill.run(
          named.schedule, seed, Duration.ofDays(7L * weeks), named.pauseBetweenWrites, DISASTERS));
    }
    return new Row(named.word, reports);
  }

  private String text(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(String.format(
        Locale.ROOT,
        "%-11s worst RPO %-12s median %-12s at most %d commits lost, in %d losses of everything%n",
        row.word(),
        words(row.worst()),
        words(row.median()),
        row.mostCommits(),
        row.disasters())));
    return text.append("half of the losses came at the worst moment: just before the next backup")
        .toString();
  }

  private static String words(Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      return duration.toMillis() + " ms";
    }
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d h",
        duration.toHours(),
        duration.toMinutesPart(),
        duration.toSecondsPart());
  }

  private ObjectNode json(List<Row> rows) {
    ObjectNode object = JsonNodeFactory.instance
        .objectNode()
        .put("schema", SCHEMA)
        .put("weeks", weeks)
        .put("seeds", seeds);
    ArrayNode schedules = object.putArray("schedules");
    rows.forEach(row -> schedules
        .addObject()
        .put("schedule", row.word())
        .put("disasters", row.disasters())
        .put("worstRpoMillis", row.worst().toMillis())
        .put("medianRpoMillis", row.median().toMillis())
        .put("mostCommitsLost", row.mostCommits()));
    return object;
  }
}
