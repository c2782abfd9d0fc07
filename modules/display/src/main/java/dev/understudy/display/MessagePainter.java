package dev.understudy.display;

import dev.understudy.display.Labels.Spot;
import dev.understudy.display.Labels.Wish;
import dev.understudy.display.Scene.Fate;
import dev.understudy.display.Scene.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Draws messages as arrows from the moment they left to the moment they arrived or were lost. */
final class MessagePainter {
  private static final double HEAD = 8;
  private static final double LANE_HALF = 4;

  private final Stage stage;
  private final Set<Message> ticking;

  MessagePainter(Stage stage, Set<Message> ticking) {
    this.stage = stage;
    this.ticking = ticking;
  }

  /** Draws all arrows and asks for their labels. */
  void paint() {
    for (Message message : stage.scene().messages()) {
      if (message.from().equals(message.to())) {
        paintToItself(message);
      } else {
        paintArrow(message);
      }
    }
  }

  private void paintArrow(Message m) {
    double way = m.to().equals(m.from()) ? 0 : stage.x(m.to()) - stage.x(m.from());
    double side = Math.signum(way);
    double x1 = stage.x(m.from()) + side * LANE_HALF;
    double y1 = stage.y(m.sent());
    double share = share(m);
    double x2 = stage.x(m.from()) + way * share - (share == 1 ? side * LANE_HALF : 0);
    double y2 = Math.max(stage.y(m.end()), m.end() == m.sent() && share < 1 ? y1 + 12 : y1);
    if (m.fate() == Fate.IN_FLIGHT) {
      y2 = Math.min(stage.time().bottom() - 6, y1 + 22);
    }
    stage.labels().line(x1, y1, x2, y2);
    String colour = colour(m);
    double length = StrictMath.hypot(x2 - x1, y2 - y1);
    double dx = (x2 - x1) / length;
    double dy = (y2 - y1) / length;
    boolean arrives = share == 1;
    double shaft = arrives ? HEAD - 1 : 0;
    List<Object> look =
        new ArrayList<>(List.of("stroke", colour, "stroke-width", ticking.contains(m) ? 0.8 : 1.3));
    if (m.fate() != Fate.DELIVERED) {
      look.addAll(List.of("stroke-dasharray", m.fate() == Fate.IN_FLIGHT ? "2 3" : "5 3"));
    }
    stage.svg().line(x1, y1, x2 - dx * shaft, y2 - dy * shaft, look.toArray());
    if (arrives) {
      paintHead(stage.svg(), x2, y2, dx, dy, colour);
    } else if (m.fate() == Fate.DROPPED) {
      paintCross(stage.svg(), x2, y2);
      stage.labels().block(Area.upright(x2 - 5, y2 - 5, 10, 10));
      askForReason(m, x2, y2);
    } else {
      stage.svg().circle(x2, y2, 3, "fill", "#ffffff", "stroke", colour, "stroke-width", 1.2);
    }
    askForLabel(m, new double[] {x1, y1, x2, y2});
  }

  /** How much of its way a message is seen to make. */
  private static double share(Message m) {
    return switch (m.fate()) {
      case DELIVERED, AGAIN -> 1;
      case IN_FLIGHT -> 0.5;
      case DROPPED -> m.reason().contains("crash") ? 0.9 : 0.62;
    };
  }

  private String colour(Message m) {
    if (m.fate() == Fate.DROPPED) {
      return Palette.VERMILLION;
    }
    return ticking.contains(m) ? "#a7b6bd" : "#455a64";
  }

  static void paintHead(Svg svg, double x, double y, double dx, double dy, String colour) {
    double bx = x - dx * HEAD;
    double by = y - dy * HEAD;
    String path =
        Svg.through(x, y, bx - dy * 3.2, by + dx * 3.2, bx + dy * 3.2, by - dx * 3.2) + " Z";
    svg.path(path, "fill", colour);
  }

  static void paintCross(Svg svg, double x, double y) {
    String path =
        Svg.through(x - 4, y - 4, x + 4, y + 4) + " " + Svg.through(x + 4, y - 4, x - 4, y + 4);
    svg.path(path, "stroke", Palette.VERMILLION, "stroke-width", 2.2, "stroke-linecap", "round");
  }

  private void paintToItself(Message m) {
    double x = stage.x(m.from()) + LANE_HALF;
    double y1 = stage.y(m.sent());
    double y2 = Math.max(stage.y(m.end()), y1 + 10);
    String bend = " C" + Text.coordinate(x + 22) + " " + Text.coordinate(y1) + " ";
    bend += Text.coordinate(x + 22) + " " + Text.coordinate(y2) + " ";
    bend += Text.coordinate(x + HEAD - 1) + " " + Text.coordinate(y2);
    stage
        .svg()
        .path(Svg.through(x, y1) + bend, "fill", "none", "stroke", colour(m), "stroke-width", 1.2);
    paintHead(stage.svg(), x, y2, -1, 0, colour(m));
    stage.remark(
        6,
        ShortText.variants(m.body()),
        9.5,
        colour(m),
        List.of(Spot.right(x + 20, (y1 + y2) / 2 + 3)));
  }

  private void askForReason(Message m, double x, double y) {
    List<Spot> spots = List.of(
        new Spot(x, y + 15, "middle", 0),
        Spot.left(x + 5, y + 15),
        Spot.right(x + 8, y + 3.5),
        Spot.left(x - 8, y + 3.5),
        Spot.right(x + 7, y + 12));
    stage.labels().wish(new Wish(4, List.of(m.reason()), 9, Palette.RUST, false, 1.5, spots));
  }

  /** A label lies along its arrow, between two lanes, first where it is likely to stand alone. */
  private void askForLabel(Message m, double[] line) {
    double angle = StrictMath.atan2(line[3] - line[1], line[2] - line[0]);
    if (line[2] < line[0]) {
      angle -= StrictMath.PI;
      angle = angle < -StrictMath.PI ? angle + 2 * StrictMath.PI : angle;
    }
    double room = stage.layout().spacing() / StrictMath.cos(angle) - 14;
    List<String> variants = ShortText.variants(m.body()).stream()
        .filter(v -> Text.width(v, 9.5) <= room)
        .toList();
    if (variants.isEmpty()) {
      variants = List.of(Text.cut(m.type(), 9.5, room));
    }
    List<Spot> spots = new ArrayList<>();
    for (double share : shares(m, line)) {
      double x = line[0] + share * (line[2] - line[0]);
      double y = line[1] + share * (line[3] - line[1]);
      double up = 3;
      double down = -10.5;
      for (double off : new double[] {up, down}) {
        spots.add(new Spot(
            x + off * StrictMath.sin(angle), y - off * StrictMath.cos(angle), "middle", angle));
      }
    }
    boolean ticks = ticking.contains(m);
    String colour = m.fate() == Fate.DROPPED ? Palette.RUST : ticks ? Palette.MUTED : "#37474f";
    stage.labels().wish(new Wish(ticks ? 9 : 5, variants, 9.5, colour, false, 0.5, spots));
  }

  /** The middles of the spaces between lanes that an arrow crosses, the ones in the centre first. */
  private double[] shares(Message m, double[] line) {
    int steps = Math.abs(stage.layout().index(m.to()) - stage.layout().index(m.from()));
    double seen = Math.abs(line[2] - line[0]) / stage.layout().spacing();
    if (seen <= 1.05) {
      return new double[] {0.5, 0.38, 0.62};
    }
    return IntStream.range(0, steps)
        .mapToObj(i -> (i + 0.5) / seen)
        .filter(share -> share < 0.95)
        .sorted(Comparator.comparingDouble(share -> Math.abs(share - 0.5)))
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
