package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.explorer.Bounds;
import dev.understudy.explorer.Choice;
import dev.understudy.explorer.Counterexample;
import dev.understudy.explorer.Report;
import dev.understudy.explorer.Subject;
import java.time.Duration;
import java.util.Locale;

/** What a search has shown, for people and for programs. */
record ExploreAnswer(Subject subject, Report report, Duration wall) {
  static final String SCHEMA = "understudy-explore-1";

  private String faults() {
    return switch (report.faults()) {
      case 0 -> "none of them a fault";
      case 1 -> "one of them a fault or a timer";
      default -> report.faults() + " of them faults or timers";
    };
  }

  /** A counterexample if there is one, the figures, and the claim in the last line. */
  String text() {
    String steps = report
        .counterexample()
        .map(found -> found.choices().size() + " steps to it, "
            + faults()
            + "; none has fewer:\n" + found.words())
        .orElse("");
    return String.format(
        Locale.ROOT,
        "explore: %s; %s%n%s%,d states, %,d steps, %,d of them executed; %.1f s, %,d states per"
            + " second%n%s: %s",
        subject.name(),
        report.bounds().words(),
        steps,
        report.met(),
        report.steps(),
        report.executed(),
        seconds(),
        perSecond(),
        report.counterexample().isPresent() ? "DOES NOT HOLD" : "holds",
        report.claim());
  }

  ObjectNode json() {
    Bounds bounds = report.bounds();
    ObjectNode object = JsonNodeFactory.instance
        .objectNode()
        .put("schema", SCHEMA)
        .put("subject", subject.name())
        .put("holds", report.counterexample().isEmpty())
        .put("ending", report.ending().name().toLowerCase(Locale.ROOT))
        .put("claim", report.claim());
    object
        .putObject("bounds")
        .put("depth", bounds.depth())
        .put("drops", bounds.drops())
        .put("crashes", bounds.crashes())
        .put("timers", bounds.timers())
        .put("reordering", bounds.reordering());
    object
        .put("faults", report.faults())
        .put("depth", report.depth())
        .put("states", report.met())
        .put("steps", report.steps())
        .put("executed", report.executed())
        .put("wallSeconds", Math.round(seconds() * 1000) / 1000.0)
        .put("statesPerSecond", perSecond());
    ArrayNode counterexample = object.putArray("counterexample");
    report
        .counterexample()
        .map(Counterexample::choices)
        .ifPresent(choices -> choices.stream().map(Choice::words).forEach(counterexample::add));
    return object;
  }

  private double seconds() {
    return wall.toNanos() / 1e9;
  }

  private long perSecond() {
    return Math.round(report.met() / Math.max(1e-3, seconds()));
  }
}
