package dev.understudy.display;

import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import dev.understudy.display.Scene.Fate;
import dev.understudy.display.Scene.Kind;
import dev.understudy.display.Scene.Message;
import dev.understudy.display.Scene.Result;
import dev.understudy.display.Scene.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Explains the signs of one diagram, and only those that occur in it. */
final class Legend {
  private static final double ROW = 17;
  private static final double SYMBOL = 26;

  /** Draws a sign into 20 by 12 pixels around a point. */
  private interface Sign {
    void paint(Svg svg, double x, double y);
  }

  private final Map<String, Sign> entries = new LinkedHashMap<>();
  private final double left;
  private final double right;

  Legend(Scene scene, Set<Message> ticking, boolean broken, double left, double right) {
    this.left = left;
    this.right = right;
    addRoles(scene.roles());
    addMessages(scene.messages(), ticking);
    addFaults(scene);
    addMarks(scene);
    add(broken, "time skipped", (svg, x, y) -> AxisPainter.paintBreak(svg, x - 10, x + 10, y));
  }

  double height() {
    return entries.isEmpty() ? 0 : rows() * ROW + 4;
  }

  void paint(Svg svg, double top) {
    double x = left;
    double y = top + 8;
    for (Map.Entry<String, Sign> entry : entries.entrySet()) {
      double width = width(entry.getKey());
      if (x > left && x + width > right) {
        x = left;
        y += ROW;
      }
      entry.getValue().paint(svg, x + 10, y);
      svg.text(x + SYMBOL, y + 3.5, entry.getKey(), "fill", "#455a64");
      x += width;
    }
  }

  private int rows() {
    int rows = 1;
    double x = left;
    for (String text : entries.keySet()) {
      if (x > left && x + width(text) > right) {
        x = left;
        rows++;
      }
      x += width(text);
    }
    return rows;
  }

  private static double width(String text) {
    return SYMBOL + Text.width(text, 10) + 14;
  }

  private void add(boolean occurs, String text, Sign sign) {
    if (occurs) {
      entries.put(text, sign);
    }
  }

  private void addRoles(List<Role> roles) {
    for (Role role : roles) {
      double width = Palette.isLeading(role.name()) ? 8 : 4;
      String colour = Palette.role(role.name());
      add(
          true,
          Text.cut(role.name(), 10, 90),
          (svg, x, y) ->
              svg.rect(x - 9, y - width / 2, 18, width, "rx", width / 2, "fill", colour));
    }
  }

  private void addMessages(List<Message> messages, Set<Message> ticking) {
    add(
        has(messages, m -> m.fate() == Fate.DELIVERED),
        "message",
        (svg, x, y) -> arrow(svg, x, y, "#455a64", 1.3, "none"));
    add(
        has(messages, ticking::contains),
        "periodic message",
        (svg, x, y) -> arrow(svg, x, y, "#a7b6bd", 0.8, "none"));
    add(
        has(messages, m -> m.fate() == Fate.AGAIN),
        "duplicate",
        (svg, x, y) -> arrow(svg, x, y, "#455a64", 1.3, "5 3"));
    add(has(messages, m -> m.fate() == Fate.DROPPED), "lost message", (svg, x, y) -> {
      svg.line(
          x - 10,
          y,
          x + 4,
          y,
          "stroke",
          Palette.VERMILLION,
          "stroke-width",
          1.3,
          "stroke-dasharray",
          "5 3");
      MessagePainter.paintCross(svg, x + 6, y);
    });
    add(has(messages, m -> m.fate() == Fate.IN_FLIGHT), "still on its way", (svg, x, y) -> {
      svg.line(x - 10, y, x + 4, y, "stroke", "#455a64", "stroke-dasharray", "2 3");
      svg.circle(x + 6, y, 3, "fill", "#ffffff", "stroke", "#455a64");
    });
  }

  private void addFaults(Scene scene) {
    add(
        has(scene.faults(), f -> f.kind() == FaultKind.CRASH),
        "crash",
        (svg, x, y) -> MessagePainter.paintCross(svg, x, y));
    add(
        has(scene.faults(), f -> f.kind() == FaultKind.PAUSE),
        "paused",
        (svg, x, y) -> FaultPainter.paintHatch(svg, x, 7, y - 8, y + 7));
    for (FaultKind kind : FaultKind.values()) {
      boolean band = kind != FaultKind.CRASH && kind != FaultKind.PAUSE;
      String colour = FaultPainter.colour(kind);
      add(
          band && has(scene.faults(), f -> f.kind() == kind),
          kind.words(),
          (svg, x, y) ->
              svg.rect(x - 9, y - 5, 18, 10, "rx", 2, "fill", colour, "fill-opacity", "0.2"));
    }
  }

  private void addMarks(Scene scene) {
    add(
        has(scene.marks(), m -> m.kind() == Kind.RESTART),
        "restart",
        (svg, x, y) -> LanePainter.paintDot(svg, x, y, "#ffffff"));
    add(
        has(scene.marks(), m -> m.kind() == Kind.SAVE),
        "written",
        (svg, x, y) -> LanePainter.paintSave(svg, x, y, false));
    add(
        has(scene.marks(), m -> m.kind() == Kind.FLUSH),
        "durable",
        (svg, x, y) -> LanePainter.paintSave(svg, x, y, true));
    add(has(scene.marks(), m -> m.kind() == Kind.TIMER), "timer", LanePainter::paintTimer);
    add(has(scene.marks(), m -> m.kind() == Kind.NOTE), "note", LanePainter::paintDiamond);
    for (Result result : List.of(Result.OK, Result.FAIL, Result.UNKNOWN)) {
      String text = switch (result) {
        case OK -> "call succeeded";
        case FAIL -> "call failed";
        default -> "outcome unknown";
      };
      add(
          has(scene.calls(), c -> c.result() == result),
          text,
          (svg, x, y) -> CallPainter.paintResult(svg, x, y, result));
    }
    add(has(scene.calls(), c -> c.result() == Result.OPEN), "call still open", Legend::openCall);
  }

  private static void openCall(Svg svg, double x, double y) {
    String colour = CallPainter.colour(Result.OPEN);
    svg.rect(
        x - 4, y - 6, 8, 12, "rx", 2, "fill", colour, "fill-opacity", "0.25", "stroke", colour);
  }

  private static <T> boolean has(List<T> things, Predicate<T> test) {
    return things.stream().anyMatch(test);
  }

  private static void arrow(
      Svg svg, double x, double y, String colour, double width, String dashes) {
    svg.line(
        x - 10, y, x + 4, y, "stroke", colour, "stroke-width", width, "stroke-dasharray", dashes);
    MessagePainter.paintHead(svg, x + 10, y, 1, 0, colour);
  }
}
