package dev.understudy.display;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds room for texts. Everybody asks, with the places that would do and shorter words for when it is
 * narrow; the important are served first, and who finds no room stays silent: a missing label costs
 * less than two that cannot be read.
 */
final class Labels {
  private static final double LANE_COST = 3;
  private static final double BOLD = 1.1;

  /** Where the baseline of a text begins, ends or has its middle, and how it is turned (radians). */
  record Spot(double x, double y, String anchor, double angle) {
    static Spot right(double x, double y) {
      return new Spot(x, y, "start", 0);
    }

    static Spot left(double x, double y) {
      return new Spot(x, y, "end", 0);
    }

    Area area(String text, double size) {
      double width = Text.width(text, size) + 2;
      double along = anchor.equals("start") ? width / 2 : anchor.equals("end") ? -width / 2 : 0;
      double up = -0.36 * size;
      return new Area(
          x + along * StrictMath.cos(angle) - up * StrictMath.sin(angle),
          y + along * StrictMath.sin(angle) + up * StrictMath.cos(angle),
          width,
          size * 1.1,
          angle);
    }
  }

  /**
   * A wish for a text.
   *
   * @param rank 0 is served first
   * @param tolerance how many lines the text may cross before it is rather left out
   */
  record Wish(
      int rank,
      List<String> variants,
      double size,
      String colour,
      boolean bold,
      double tolerance,
      List<Spot> spots) {}

  private record Choice(String text, Spot spot, Area area, double cost) {}

  private final double left;
  private final double width;
  private final double height;
  private final List<Area> taken = new ArrayList<>();
  private final List<Area> lines = new ArrayList<>();
  private final List<Area> lanes = new ArrayList<>();
  private final List<Wish> wishes = new ArrayList<>();

  /** For a picture of this many pixels; no text leaves it or begins left of {@code left}. */
  Labels(double left, double width, double height) {
    this.left = left;
    this.width = width;
    this.height = height;
  }

  void block(Area area) {
    taken.add(area);
  }

  void line(double x1, double y1, double x2, double y2) {
    lines.add(Area.line(x1, y1, x2, y2));
  }

  void lane(Area area) {
    lanes.add(area);
  }

  void wish(Wish wish) {
    wishes.add(wish);
  }

  /** Places what can be placed and writes it. */
  void paint(Svg svg) {
    svg.group(
        "stroke",
        "#ffffff",
        "stroke-width",
        3,
        "stroke-linejoin",
        "round",
        "paint-order",
        "stroke");
    wishes.stream().sorted(Comparator.comparingInt(Wish::rank)).forEach(wish -> {
      Choice choice = choose(wish);
      if (choice != null) {
        taken.add(choice.area());
        write(svg, wish, choice);
      }
    });
    svg.endGroup();
  }

  /** The longest words that fit anywhere, where they cross least. */
  private Choice choose(Wish wish) {
    for (String text : wish.variants()) {
      Choice best = null;
      for (Spot spot : wish.spots()) {
        Area area = spot.area(text, wish.size() * (wish.bold() ? BOLD : 1));
        double cost = cost(area);
        if (cost <= wish.tolerance() && (best == null || cost < best.cost())) {
          best = new Choice(text, spot, area, cost);
        }
      }
      if (best != null) {
        return best;
      }
    }
    return null;
  }

  private double cost(Area area) {
    double reach = area.width() / 2 * Math.abs(StrictMath.cos(area.angle()));
    boolean outside = area.x() - reach < left || area.x() + reach > width;
    if (outside
        || area.y() < 8
        || area.y() > height - 8
        || taken.stream().anyMatch(area::overlaps)) {
      return Double.POSITIVE_INFINITY;
    }
    return lines.stream().filter(area::overlaps).count()
        + LANE_COST * lanes.stream().filter(area::overlaps).count();
  }

  private static void write(Svg svg, Wish wish, Choice choice) {
    List<Object> attributes = new ArrayList<>(List.of("fill", wish.colour()));
    Spot spot = choice.spot();
    if (wish.size() != 10) {
      attributes.addAll(List.of("font-size", wish.size()));
    }
    if (wish.bold()) {
      attributes.addAll(List.of("font-weight", "bold"));
    }
    if (!spot.anchor().equals("start")) {
      attributes.addAll(List.of("text-anchor", spot.anchor()));
    }
    if (spot.angle() != 0) {
      String turn = Text.coordinate(StrictMath.toDegrees(spot.angle()));
      String at = Text.coordinate(spot.x()) + " " + Text.coordinate(spot.y());
      attributes.addAll(List.of("transform", "rotate(" + turn + " " + at + ")"));
    }
    svg.text(spot.x(), spot.y(), choice.text(), attributes.toArray());
  }
}
