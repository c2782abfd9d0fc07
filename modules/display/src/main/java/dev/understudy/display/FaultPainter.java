package dev.understudy.display;

import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import dev.understudy.display.Labels.Spot;
import dev.understudy.display.Scene.Fault;
import dev.understudy.display.Scene.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Draws what was done to the cluster: behind the lanes, as long as it lasted. */
final class FaultPainter {
  private static final String EVERYBODY_ELSE = "everybody else";
  private final Stage stage;

  FaultPainter(Stage stage) {
    this.stage = stage;
  }

  static String colour(FaultKind kind) {
    return switch (kind) {
      case CRASH, CRASH_LOOP, FAILPOINT -> Palette.INK;
      case PAUSE -> Palette.BLUE;
      case PARTITION, BRIDGE, RING, REGION, CUT, FLAPPING -> Palette.VERMILLION;
      case LOSS, DUPLICATION, REORDERING, DELAY -> Palette.VERMILLION;
      case SLOW, OVERLOAD, SKEW, DRIFT, STEP -> Palette.PURPLE;
      case DISK, DISK_FULL, SLOW_DISK, SYNC_FAILURE, BIT_ROT -> Palette.GREEN;
    };
  }

  /**
   * Where a node's own fault stands beside its lane, so that several at once are all seen; null for
   * one of the network, which is as wide as the lanes it touches.
   */
  private static double[] place(FaultKind kind) {
    return switch (kind) {
      case CRASH, PAUSE -> new double[] {-13, 13};
      case CRASH_LOOP, FAILPOINT -> new double[] {-17, 17};
      case SLOW, OVERLOAD -> new double[] {13, 19};
      case SKEW, DRIFT, STEP -> new double[] {19, 25};
      case DISK, DISK_FULL, SLOW_DISK, SYNC_FAILURE, BIT_ROT -> new double[] {-19, -13};
      default -> null;
    };
  }

  /** Whether a fault of this kind is a node's own: its band is as narrow as the node's lane. */
  static boolean isNarrow(FaultKind kind) {
    return place(kind) != null;
  }

  /** The bands, to be drawn before everything else. */
  void paintBands() {
    for (Fault fault : stage.scene().faults()) {
      double y1 = stage.y(fault.from());
      double height = Math.max(8, end(fault) - y1);
      double left = 0;
      for (double[] band : bands(fault)) {
        left = left == 0 ? band[0] : left;
        paintBand(stage.svg(), fault.kind(), Area.upright(band[0], y1, band[1] - band[0], height));
      }
      paintWalls(fault, y1, height);
      askForLabel(fault, left, y1);
    }
  }

  private double end(Fault fault) {
    return fault.ended() ? stage.y(fault.to()) : stage.time().bottom();
  }

  /** The crosses on the lanes, to be drawn after them. */
  void paintSigns() {
    for (Fault fault : stage.scene().faults()) {
      for (String node : fault.nodes()) {
        double x = stage.x(node);
        if (fault.kind() == FaultKind.CRASH && fault.began()) {
          MessagePainter.paintCross(stage.svg(), x, stage.y(fault.from()));
        }
      }
    }
  }

  /** The dashes around a band: of what comes and goes, and dots of what befalls single messages. */
  private static String edge(FaultKind kind) {
    return switch (kind) {
      case CRASH_LOOP, FAILPOINT, FLAPPING -> "4 3";
      case LOSS, DUPLICATION, REORDERING, DELAY -> "1 3";
      default -> "";
    };
  }

  /** A band, so that its kind is seen without colour too: by place, by edge, or by a pause's hatch. */
  static void paintBand(Svg svg, FaultKind kind, Area area) {
    double left = area.x() - area.width() / 2;
    double top = area.y() - area.height() / 2;
    String opacity = area.width() < 10 ? "0.45" : kind == FaultKind.CRASH ? "0.08" : "0.1";
    List<Object> look =
        new ArrayList<>(List.of("rx", 3, "fill", colour(kind), "fill-opacity", opacity));
    String edge = edge(kind);
    if (!edge.isEmpty()) {
      look.addAll(List.of("stroke", colour(kind), "stroke-dasharray", edge));
    }
    svg.rect(left, top, area.width(), area.height(), look.toArray());
    if (kind == FaultKind.PAUSE) {
      paintHatch(svg, area.x(), area.width() / 2, top, top + area.height());
    }
  }

  /** What stands for a kind in a legend, around a point. */
  static void paintSign(Svg svg, FaultKind kind, double x, double y) {
    if (kind == FaultKind.CRASH) {
      MessagePainter.paintCross(svg, x, y);
      return;
    }
    double[] place = place(kind);
    double width = place == null ? 18 : Math.min(18, place[1] - place[0]);
    paintBand(svg, kind, Area.upright(x - width / 2, y - 6, width, 12));
  }

  /** Left and right edges: neighbours that a fault of the network touches share one band. */
  private List<double[]> bands(Fault fault) {
    TreeSet<Integer> columns = new TreeSet<>();
    fault.nodes().forEach(node -> columns.add(stage.layout().index(node)));
    if (columns.isEmpty()) {
      return List.of(new double[] {stage.layout().firstX() - 40, stage.layout().lastX() + 40});
    }
    double[] place = place(fault.kind());
    double half = Math.min(44, stage.layout().spacing() * 0.42);
    List<double[]> bands = new ArrayList<>();
    for (int column : columns) {
      double x = stage.layout().x(column);
      if (place != null) {
        bands.add(new double[] {x + place[0], x + place[1]});
      } else if (columns.contains(column - 1)) {
        bands.get(bands.size() - 1)[1] = x + half;
      } else {
        bands.add(new double[] {x - half, x + half});
      }
    }
    return bands;
  }

  /** A partition's detail names its sides, "athens | byzantium cyrene": a wall stands between them. */
  private void paintWalls(Fault fault, double y, double height) {
    String[] sides = fault.detail().split("\\|");
    if (fault.kind() != FaultKind.PARTITION || sides.length < 2) {
      return;
    }
    int before = -1;
    for (int i = 0; i < stage.scene().lanes().size(); i++) {
      int side = side(sides, stage.scene().lanes().get(i));
      if (side >= 0 && before >= 0 && side != before) {
        double x = (stage.layout().x(i - 1) + stage.layout().x(i)) / 2;
        stage
            .svg()
            .line(
                x,
                y,
                x,
                y + height,
                "stroke",
                Palette.VERMILLION,
                "stroke-width",
                2,
                "stroke-dasharray",
                "7 4",
                "stroke-opacity",
                "0.55");
      }
      before = side;
    }
  }

  /** The side of a lane; -1 if it stands on none. */
  private static int side(String[] sides, Lane lane) {
    int others = -1;
    for (int i = 0; i < sides.length; i++) {
      if (List.of(sides[i].strip().split("[\\s,]+")).contains(lane.name())) {
        return i;
      }
      others = sides[i].strip().equals(EVERYBODY_ELSE) && !lane.client() ? i : others;
    }
    return others;
  }

  static void paintHatch(Svg svg, double x, double half, double y1, double y2) {
    StringBuilder hatch = new StringBuilder();
    for (double y = y1; y + half <= y2; y += 6) {
      hatch
          .append(hatch.length() == 0 ? "" : " ")
          .append(Svg.through(x - half, y + half, x + half, y));
    }
    if (hatch.length() > 0) {
      svg.path(hatch.toString(), "stroke", Palette.BLUE, "stroke-opacity", "0.4");
    }
  }

  private void askForLabel(Fault fault, double left, double y) {
    String kind = fault.kind().words();
    String detail = fault.detail().strip();
    boolean more = !detail.isEmpty() && !detail.equals(String.join(" ", fault.nodes()));
    String full = !more ? kind : detail.startsWith(kind) ? detail : kind + ": " + detail;
    List<Spot> spots = new ArrayList<>();
    if (isNarrow(fault.kind()) && !fault.nodes().isEmpty()) {
      spots.addAll(Stage.beside(stage.x(fault.nodes().get(0)), y, 23));
    }
    for (double down : new double[] {-4, 11, 22, 33, -15}) {
      spots.add(Spot.right(left + 4, y + down));
    }
    List<String> words = List.of(Text.cut(full, 10, 300), Text.cut(full, 10, 150), kind);
    stage.headline(0, words, ink(fault.kind()), spots);
  }

  /** The colour of a kind, dark enough for text. */
  private static String ink(FaultKind kind) {
    return switch (colour(kind)) {
      case Palette.VERMILLION -> Palette.RUST;
      case Palette.PURPLE -> "#8e3a6b";
      case Palette.GREEN -> "#00664b";
      default -> colour(kind);
    };
  }
}
