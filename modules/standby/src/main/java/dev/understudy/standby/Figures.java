package dev.understudy.standby;

import dev.understudy.checker.DrillReport;
import dev.understudy.checker.DrillReport.Distribution;
import dev.understudy.display.Bar;
import dev.understudy.display.BarChart;
import dev.understudy.display.Display;
import dev.understudy.display.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Reports as a table and as a chart, for the command line and for notebooks. */
public final class Figures {
  private static final List<String> HEADER = List.of(
      "",
      "RTO p50",
      "RTO max",
      "RPO p50",
      "RPO max",
      "writes lost",
      "machines",
      "KiB kept",
      "messages per write",
      "write p50",
      "lag p50");

  private Figures() {}

  /** A row for each report. */
  public static Table table(List<StandbyReport> reports) {
    return Display.table(HEADER, reports.stream().map(Figures::row).toList());
  }

  private static List<Object> row(StandbyReport report) {
    DrillReport drills = report.drills();
    return Display.row(
        report.name(),
        seconds(drills.rtoMillis().p50()),
        seconds(drills.rtoMillis().max()),
        seconds(drills.rpoMillis().p50()),
        seconds(drills.rpoMillis().max()),
        drills.lost() + " of " + drills.acknowledged(),
        report.machines(),
        text("%.0f", report.mean(Cost::bytes) / 1024),
        text("%.2f", report.mean(Cost::messagesPerWrite)),
        text("%.1f ms", report.mean(Cost::writeMillis)),
        report.meanLag() > 0 ? text("%.1f ms", report.meanLag()) : "–");
  }

  /** Of what the outage consists, on the average: a stacked bar for each report. */
  public static BarChart phases(String title, List<StandbyReport> reports) {
    Bar[] bars = reports.stream()
        .map(report -> Bar.of(report.name(), report.meanSeconds()))
        .toArray(Bar[]::new);
    return Display.stackedBars(title, "seconds", Phase.words(), bars);
  }

  /** How long half of the writes take at most: with the standby abroad behind, and with it in sync. */
  public static BarChart writes(Distribution behind, Distribution inSync) {
    return Display.bars(
        "A write at home",
        "milliseconds (p50)",
        Bar.of("abroad asynchronous", behind.p50().orElse(0)),
        Bar.of("abroad in sync", inSync.p50().orElse(0)));
  }

  /**
   * What the worst loss between two backups of a run stands for, if they were further apart: "an RPO of
   * 9.5 s between backups every 10 s stands for 22.7 h between backups every 24 h".
   */
  public static String standsFor(StandbyReport report, Setting setting, Duration interval) {
    double worst = report.drills().rpoMillis().max().orElse(0) / 1000;
    double share = worst / seconds(setting.backupEvery());
    return text(
        "%s: an RPO of %.1f s between backups every %.0f s stands for %.1f h between backups every %d h",
        report.name(),
        worst,
        seconds(setting.backupEvery()),
        share * interval.toHours(),
        interval.toHours());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  static String seconds(OptionalDouble millis) {
    if (millis.isEmpty()) {
      return "–";
    }
    return millis.getAsDouble() < 1000
        ? text("%.0f ms", millis.getAsDouble())
        : text("%.2f s", millis.getAsDouble() / 1000);
  }

  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
