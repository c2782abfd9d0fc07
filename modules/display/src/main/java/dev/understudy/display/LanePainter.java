package dev.understudy.display;

import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import dev.understudy.display.Labels.Spot;
import dev.understudy.display.Scene.Fault;
import dev.understudy.display.Scene.Lane;
import dev.understudy.display.Scene.Mark;
import dev.understudy.display.Scene.Role;
import java.util.List;

/** Draws the life lines, the roles on them and the small marks beside them. */
final class LanePainter {
  private static final double HEADER = 20;
  private final Stage stage;

  LanePainter(Stage stage) {
    this.stage = stage;
  }

  /** Names the lanes in a row of boxes whose upper edge is {@code top}. */
  void paintNames(double top) {
    double room = Math.min(stage.layout().spacing() - 6, 160);
    double size = stage.layout().spacing() < 80 ? 9 : 11;
    for (Lane lane : stage.scene().lanes()) {
      double x = stage.x(lane.name());
      String name = Text.cut(lane.name(), size * 1.1, room - 6);
      double width = Math.min(room, Math.max(56, Text.width(name, size * 1.1) + 14));
      String fill = lane.client() ? "#ffffff" : "#eceff1";
      stage
          .svg()
          .rect(
              x - width / 2,
              top,
              width,
              HEADER,
              "rx",
              lane.client() ? 10 : 3,
              "fill",
              fill,
              "stroke",
              "#90a4ae");
      stage
          .svg()
          .text(
              x, top + 14, name, "font-size", size, "font-weight", "bold", "text-anchor", "middle");
      stage.labels().block(Area.upright(x - width / 2, top, width, HEADER));
    }
  }

  void paintLines() {
    for (Lane lane : stage.scene().lanes()) {
      double x = stage.x(lane.name());
      double begin = stage.time().top();
      for (Fault fault : stage.scene().faults()) {
        if (fault.kind() == FaultKind.CRASH && fault.nodes().contains(lane.name())) {
          paintLine(x, begin, stage.y(fault.from()));
          begin = fault.ended() ? stage.y(fault.to()) : Double.POSITIVE_INFINITY;
        }
      }
      paintLine(x, begin, stage.time().bottom());
      stage
          .labels()
          .lane(Area.upright(
              x - 3, stage.time().top(), 6, stage.time().bottom() - stage.time().top()));
    }
    stage.scene().roles().forEach(this::paintRole);
  }

  private void paintLine(double x, double from, double to) {
    if (from < to) {
      stage.svg().line(x, from, x, to, "stroke", "#90a4ae", "stroke-width", 1.5);
    }
  }

  private void paintRole(Role role) {
    double x = stage.x(role.node());
    double y1 = stage.y(role.from());
    double y2 = stage.end(role.to());
    boolean leads = Palette.isLeading(role.name());
    double width = leads ? 8 : 4;
    stage
        .svg()
        .rect(
            x - width / 2,
            y1,
            width,
            Math.max(1, y2 - y1),
            "rx",
            width / 2,
            "fill",
            Palette.role(role.name()));
    if (stage.scene().epochs().size() > 1) {
      paintRail(stage.svg(), role.epoch(), x - 7.5, y1, x - 7.5, Math.max(y1 + 1, y2));
    }
    String name = Text.cut(role.name(), 10, 90);
    List<String> words =
        List.of(name + ", epoch " + role.epoch(), name + " e" + role.epoch(), name);
    if (leads) {
      stage.headline(1, words, Palette.INK, Stage.beside(x, y1, 9));
    } else {
      stage
          .labels()
          .wish(new Labels.Wish(4, words, 9.5, Palette.MUTED, false, 3, Stage.beside(x, y1, 8)));
    }
  }

  /** The line of an epoch, known by its colour and by its dashes. */
  static void paintRail(Svg svg, long epoch, double x1, double y1, double x2, double y2) {
    svg.line(
        x1,
        y1,
        x2,
        y2,
        "stroke",
        Palette.epoch(epoch),
        "stroke-width",
        2.5,
        "stroke-dasharray",
        Palette.dashes(epoch));
  }

  void paintMarks() {
    stage.scene().marks().forEach(this::paintMark);
  }

  private void paintMark(Mark mark) {
    double x = stage.x(mark.lane());
    double y = stage.y(mark.at());
    switch (mark.kind()) {
      case START -> paintDot(stage.svg(), x, y, "#90a4ae");
      case RESTART -> {
        paintDot(stage.svg(), x, y, "#ffffff");
        stage.headline(3, List.of("restarts"), Palette.INK, Stage.beside(x, y, 9));
      }
      case SAVE -> {
        paintSave(stage.svg(), x, y, false);
        String text = mark.count() > 1 ? mark.count() + " records" : ShortText.of(mark.text(), 24);
        stage.remark(8, List.of(text), 9, Palette.MUTED, Stage.beside(x, y, 8));
      }
      case FLUSH -> paintSave(stage.svg(), x, y, true);
      case TIMER -> {
        paintTimer(stage.svg(), x + 11, y);
        stage.remark(9, List.of(mark.text()), 9, Palette.MUTED, List.of(Spot.right(x + 18, y + 3)));
      }
      case NOTE -> paintNote(mark, x, y);
    }
  }

  static void paintDot(Svg svg, double x, double y, String fill) {
    svg.circle(x, y, 4, "fill", fill, "stroke", Palette.INK, "stroke-width", 1.2);
  }

  static void paintSave(Svg svg, double x, double y, boolean durable) {
    svg.rect(
        x - 3,
        y - 3,
        6,
        6,
        "fill",
        durable ? Palette.BLUE : "#ffffff",
        "stroke",
        Palette.BLUE,
        "stroke-width",
        1.2);
  }

  static void paintTimer(Svg svg, double x, double y) {
    svg.circle(x, y, 4, "fill", "#ffffff", "stroke", Palette.MUTED);
    svg.path(Svg.through(x, y - 2.5, x, y, x + 2, y), "fill", "none", "stroke", Palette.MUTED);
  }

  private void paintNote(Mark mark, double x, double y) {
    paintDiamond(stage.svg(), x, y);
    List<String> words = List.of(
        Text.cut(mark.text(), 9.5, 240),
        Text.cut(mark.text(), 9.5, 130),
        Text.cut(mark.text(), 9.5, 80));
    stage
        .labels()
        .wish(new Labels.Wish(3, words, 9.5, Palette.BLUE, false, 8, Stage.beside(x, y, 8)));
  }

  static void paintDiamond(Svg svg, double x, double y) {
    svg.path(
        Svg.through(x, y - 4.5, x + 4.5, y, x, y + 4.5, x - 4.5, y) + " Z", "fill", Palette.BLUE);
  }
}
