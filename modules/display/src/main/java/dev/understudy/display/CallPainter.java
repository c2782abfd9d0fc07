package dev.understudy.display;

import dev.understudy.display.Labels.Spot;
import dev.understudy.display.Scene.Call;
import dev.understudy.display.Scene.Result;
import java.util.List;

/** Draws what clients asked for: a bar from the call to its outcome, and what the client knows then. */
final class CallPainter {
  private static final double SLOT = 16;
  private static final double ALL_SLOTS = 80;
  private final Stage stage;
  private final double step;

  CallPainter(Stage stage) {
    this.stage = stage;
    int last = stage.scene().calls().stream().mapToInt(Call::slot).max().orElse(0);
    this.step =
        Math.min(SLOT, Math.min(ALL_SLOTS, stage.layout().spacing() - 20) / Math.max(1, last));
  }

  static String colour(Result result) {
    return switch (result) {
      case OK -> Palette.GREEN;
      case FAIL -> Palette.VERMILLION;
      case UNKNOWN -> Palette.VIOLET;
      case OPEN -> Palette.MUTED;
    };
  }

  void paint() {
    stage.scene().calls().forEach(this::paintCall);
    stage.scene().calls().stream()
        .filter(call -> call.result() != Result.OPEN)
        .forEach(this::paintOutcome);
  }

  private void paintCall(Call call) {
    double x = x(call);
    double y1 = stage.y(call.from());
    double y2 = call.result() == Result.OPEN ? stage.time().bottom() : stage.y(call.to());
    paintSpan(x, y1, Math.max(2, y2 - y1), colour(call.result()));
    stage.labels().lane(Area.upright(x - 5, y1, 10, y2 - y1));
    if (call.began()) {
      paintOperation(call.operation(), x, y1);
    }
  }

  private void paintSpan(double x, double y, double height, String colour) {
    Svg svg = stage.svg();
    svg.rect(
        x - 4, y, 8, height, "rx", 2, "fill", "#ffffff", "stroke", colour, "stroke-width", 1.2);
    svg.rect(x - 4, y, 8, height, "rx", 2, "fill", colour, "fill-opacity", "0.25");
  }

  private void paintOperation(String operation, double x, double y) {
    List<String> words = List.of(
        ShortText.of(operation, 30), ShortText.of(operation, 18), ShortText.of(operation, 10));
    stage.headline(
        2,
        words,
        Palette.INK,
        List.of(
            Spot.right(x + 9, y + 3.5),
            Spot.right(x + 9, y - 5),
            Spot.right(x + 9, y + 12),
            Spot.left(x - 9, y - 5),
            Spot.left(x - 9, y + 12)));
  }

  private void paintOutcome(Call call) {
    double x = x(call);
    double y = stage.y(call.to());
    paintResult(stage.svg(), x, y, call.result());
    stage.labels().block(Area.upright(x - 7, y - 7, 14, 14));
    askForOutcome(call, x, y);
  }

  private double x(Call call) {
    return stage.x(call.client()) + call.slot() * step;
  }

  private void askForOutcome(Call call, double x, double y) {
    List<String> words = List.of(
        ShortText.of(call.outcome(), 26),
        ShortText.of(call.outcome(), 16),
        ShortText.type(call.outcome()));
    List<Spot> spots = List.of(
        Spot.right(x + 11, y + 3.5),
        Spot.right(x + 11, y + 12),
        Spot.right(x + 11, y - 5),
        Spot.left(x - 11, y + 12));
    stage.labels().wish(new Labels.Wish(4, words, 9.5, colour(call.result()), false, 2, spots));
  }

  static void paintResult(Svg svg, double x, double y, Result result) {
    String colour = colour(result);
    svg.circle(x, y, 6.5, "fill", colour, "stroke", "#ffffff", "stroke-width", 1);
    switch (result) {
      case OK ->
        svg.path(
            Svg.through(x - 3, y + 0.2, x - 0.8, y + 2.6, x + 3.2, y - 2.4),
            "fill",
            "none",
            "stroke",
            "#ffffff",
            "stroke-width",
            1.8);
      case FAIL ->
        svg.path(
            Svg.through(x - 2.5, y - 2.5, x + 2.5, y + 2.5) + " "
                + Svg.through(x + 2.5, y - 2.5, x - 2.5, y + 2.5),
            "stroke",
            "#ffffff",
            "stroke-width",
            1.8);
      default ->
        svg.text(
            x,
            y + 3.8,
            "?",
            "fill",
            "#ffffff",
            "font-size",
            11,
            "font-weight",
            "bold",
            "text-anchor",
            "middle");
    }
  }
}
