package dev.understudy.display;

import dev.understudy.cluster.trace.Trace;

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
    Layout layout = Layout.of(scene.lanes(), options.width());
    double top = 18 + (title().isEmpty() ? 0 : 22);
    TimeScale draft = scale(0, what, layout);
    Legend legend =
        new Legend(scene, what.ticking(), !draft.breaks().isEmpty(), 16, layout.width() - 10);
    double names = top + 12 + legend.height();
    TimeScale time = scale(names + NAMES - 10, what, layout);
    boolean tall = time.bottom() - time.top() > TALL;
    double height = time.bottom() + (tall ? NAMES : 6) + (scene.undrawn() > 0 ? 22 : 0) + 4;
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
    paintUndrawn(svg, scene, layout.firstX(), height - 10);
    stage.labels().paint(svg);
    return svg.finish();
  }

  private static void paintUndrawn(Svg svg, Scene scene, double x, double y) {
    if (scene.undrawn() > 0) {
      String note = "… " + Text.number(scene.undrawn()) + " more events not drawn";
      svg.text(x, y, note, "font-size", 11, "font-style", "italic", "fill", Palette.VERMILLION);
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

  private void paintHeading(Svg svg, double width) {
    if (!title().isEmpty()) {
      String cut = Text.cut(title(), 15, width - 32);
      svg.text(16, 26, cut, "font-size", 15, "font-weight", "bold");
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
