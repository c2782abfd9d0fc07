package dev.understudy.display;

import dev.understudy.cluster.trace.Trace;
import java.util.List;

/** Puts a diagram together, back to front: heading, bands, lanes, arrows, marks and, last, all text. */
final class DiagramPainter {
  private static final double NAMES = 30;
  private static final double TALL = 620;

  private final Trace trace;
  private final DiagramOptions options;

  DiagramPainter(Trace trace, DiagramOptions options) {
    this.trace = trace;
    this.options = options;
  }

  String paint() {
    Composition what = Composition.of(trace, options);
    if (what.scene().isEmpty() || what.moments().isEmpty()) {
      return paintNothing();
    }
    Scene scene = what.scene();
    Layout layout = Layout.of(scene.lanes(), AxisPainter.width(what.moments()), options.width());
    double top = 18 + (title().isEmpty() ? 0 : 2 + 20 * heading(layout.width()).size());
    TimeScale draft = scale(0, what, layout);
    Legend legend =
        new Legend(scene, what.ticking(), !draft.breaks().isEmpty(), 16, layout.width() - 10);
    double names = top + 12 + legend.height();
    TimeScale time = scale(names + NAMES - 10 + roomForNote(scene), what, layout);
    boolean tall = time.bottom() - time.top() > TALL;
    double height = time.bottom() + (tall ? NAMES : 6) + (below(scene).isEmpty() ? 0 : 22) + 4;
    Svg svg = new Svg(layout.width(), height, title().isEmpty() ? "Space-time diagram" : title());
    Stage stage =
        new Stage(scene, layout, time, svg, new Labels(layout.axis() + 2, layout.width(), height));
    paintHeading(svg, layout.width());
    legend.paint(svg, top + 4);
    paintBody(stage, what, names);
    LanePainter lanes = new LanePainter(stage);
    lanes.paintNames(names);
    if (tall) {
      lanes.paintNames(time.bottom() + 4);
    }
    paintOutside(svg, above(scene), layout.axis() + 6, names + NAMES + 7);
    paintOutside(svg, below(scene), layout.axis() + 6, height - 10);
    stage.labels().paint(svg);
    return svg.finish();
  }

  /** Roles that are older than the first moment are named at the very top, below the note. */
  private static double roomForNote(Scene scene) {
    return above(scene).isEmpty() ? 0 : scene.roles().isEmpty() ? 18 : 34;
  }

  private static String above(Scene scene) {
    return events(scene.outside().earlier(), "earlier");
  }

  private static String below(Scene scene) {
    List<String> clients = scene.outside().clients();
    String idle = clients.isEmpty() ? "" : "not drawn: " + String.join(", ", clients);
    String later = events(scene.outside().later(), "later");
    return later.isEmpty() || idle.isEmpty() ? later + idle : later + "  ·  " + idle;
  }

  private static String events(int count, String when) {
    return count == 0
        ? ""
        : "… " + Text.number(count) + (count == 1 ? " event " : " events ") + when;
  }

  private static void paintOutside(Svg svg, String note, double x, double y) {
    if (!note.isEmpty()) {
      svg.text(x, y, note, "font-size", 11, "font-style", "italic", "fill", Palette.RUST);
    }
  }

  private static TimeScale scale(double top, Composition what, Layout layout) {
    return new TimeScale(
        top, what, m -> 16 + 7.0 * Math.abs(layout.index(m.from()) - layout.index(m.to())));
  }

  private static void paintBody(Stage stage, Composition what, double names) {
    FaultPainter faults = new FaultPainter(stage);
    LanePainter lanes = new LanePainter(stage);
    AxisPainter axis = new AxisPainter(stage);
    faults.paintBands();
    axis.paintTimes(names);
    lanes.paintLines();
    axis.paintBreaks();
    new CallPainter(stage).paint();
    new MessagePainter(stage, what.ticking()).paint();
    faults.paintSigns();
    lanes.paintMarks();
  }

  private String title() {
    return options.title();
  }

  private List<String> heading(double width) {
    return Text.wrap(title(), 15, width - 32, 3);
  }

  private void paintHeading(Svg svg, double width) {
    if (!title().isEmpty()) {
      double y = 26;
      for (String line : heading(width)) {
        svg.text(16, y, line, "font-size", 15, "font-weight", "bold");
        y += 20;
      }
    }
  }

  private String paintNothing() {
    Svg svg = new Svg(420, 90, title().isEmpty() ? "Space-time diagram" : title());
    paintHeading(svg, 420);
    svg.text(
        16,
        58,
        "Nothing happened: the trace has no events here.",
        "font-size",
        12,
        "fill",
        Palette.MUTED);
    return svg.finish();
  }
}
