package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.checker.DrillReport;
import dev.understudy.checker.DrillReport.Distribution;
import dev.understudy.checker.DrillRun;
import java.util.Locale;
import java.util.OptionalDouble;

/** The report of a drill, for people and for programs. */
final class DrillAnswer {
  private static final String SCHEMA = "understudy-drill-1";
  private static final int MOST_VIOLATIONS_TOLD = 5;

  private final DrillTask task;
  private final DrillRuns.Result result;
  private final DrillReport report;

  DrillAnswer(DrillTask task, DrillRuns.Result result) {
    this.task = task;
    this.result = result;
    report = result.report();
  }

  /** One object; a figure that no run could give is null. */
  ObjectNode json() {
    ObjectNode object = JsonNodeFactory.instance
        .objectNode()
        .put("schema", SCHEMA)
        .put("mode", DrillTask.word(task.mode()))
        .put("failure", DrillTask.word(task.failure()))
        .put("victim", DrillTask.word(task.victim()))
        .put("seeds", report.runs().size())
        .put("acknowledged", report.acknowledged())
        .put("lost", report.lost())
        .put("setAside", report.setAside());
    object.set("rpoMillis", json(report.rpoMillis()));
    object.set("rtoMillis", json(report.rtoMillis()));
    object
        .put("notRecovered", report.notRecovered())
        .put("simulatedSeconds", report.simulated().toMillis() / 1000.0)
        .put("wallSeconds", result.wall().toMillis() / 1000.0);
    ArrayNode violations = object.putArray("violations");
    report.violations().forEach(violations::add);
    return object;
  }

  private static ObjectNode json(Distribution distribution) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    put(object, "p50", distribution.p50());
    put(object, "p99", distribution.p99());
    put(object, "max", distribution.max());
    return object;
  }

  private static void put(ObjectNode object, String name, OptionalDouble value) {
    if (value.isPresent()) {
      object.put(name, Math.round(value.getAsDouble() * 1000) / 1000.0);
    } else {
      object.putNull(name);
    }
  }

  /** Some lines; the last one says whether the promise holds. */
  String text() {
    if (report.runs().isEmpty()) {
      return "drill: " + task.title() + ": not one run was done";
    }
    StringBuilder text = new StringBuilder();
    text.append(line(
        "drill: %s; %s, %.0f virtual seconds in %.1f s",
        task.title(),
        seeds(),
        report.simulated().toMillis() / 1000.0,
        result.wall().toMillis() / 1000.0));
    text.append(line(
        "RPO    %d of %d acknowledged writes lost, in %d of %d runs; in time %s",
        report.lost(),
        report.acknowledged(),
        report.runsWithLoss(),
        report.runs().size(),
        report.rpoMillis()));
    text.append(line(
        "RTO    %s; %s",
        report.rtoMillis(),
        report.notRecovered() == 0
            ? "every run recovered"
            : report.notRecovered() + " runs did not recover and are not in these figures"));
    text.append(line(
        "ASIDE  %d %s that replicas gave up %s kept for the operator, in %d of %d runs",
        report.setAside(),
        report.setAside() == 1 ? "entry" : "entries",
        report.setAside() == 1 ? "was" : "were",
        report.runsWithSetAside(),
        report.runs().size()));
    appendViolations(text);
    return text + verdict();
  }

  private String seeds() {
    long first = task.firstSeed();
    int runs = report.runs().size();
    return runs == 1 ? "seed " + first : "seeds " + first + " to " + (first + runs - 1);
  }

  private void appendViolations(StringBuilder text) {
    int told = 0;
    for (DrillRun run : report.runs()) {
      for (String violation : run.violations()) {
        if (told++ < MOST_VIOLATIONS_TOLD) {
          text.append(line("BROKEN %s", violation.replace("\n", "\n       ")));
          text.append(line("       replay: %s", task.replay(run.seed())));
        }
      }
    }
    if (told > MOST_VIOLATIONS_TOLD) {
      text.append(line("       and %d more; --json has all", told - MOST_VIOLATIONS_TOLD));
    }
  }

  private String verdict() {
    int broken = report.violations().size();
    if (broken > 0) {
      return line(
              "DOES NOT HOLD: %d broken promises in %d runs",
              broken, report.runs().size())
          .stripTrailing();
    }
    return switch (task.mode()) {
      case ASYNC ->
        "holds: what was lost is exactly what the new leader had never received; async promises"
            + " no more";
      case SEMI_SYNC ->
        "holds: nothing was lost but what the leader acknowledged while it said that it goes on"
            + " alone";
      case QUORUM, SYNC ->
        "holds: no acknowledged write was lost, and all that clients saw is linearizable";
    };
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values) + "\n";
  }
}
