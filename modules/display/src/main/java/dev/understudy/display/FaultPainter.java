package dev.understudy.display;

import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import dev.understudy.display.Labels.Spot;
import dev.understudy.display.Scene.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Draws what was done to the cluster: behind the lanes, as long as it lasted. */
final class FaultPainter {
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

  /** The bands, to be drawn before everything else. */
  void paintBands() {
    for (Fault fault : stage.scene().faults()) {
      double y1 = stage.y(fault.from());
      double height = Math.max(8, end(fault) - y1);
      double left = 0;
      for (double[] band : bands(fault)) {
        left = left == 0 ? band[0] : left;
        paintBand(fault.kind(), band[0], band[1] - band[0], y1, height);
      }
      if (fault.kind() == FaultKind.PAUSE) {
        fault.nodes().forEach(node -> paintHatch(stage.svg(), stage.x(node), 13, y1, y1 + height));
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

  private void paintBand(FaultKind kind, double x, double width, double y, double height) {
    boolean narrow = kind == FaultKind.CRASH || kind == FaultKind.PAUSE;
    stage
        .svg()
        .rect(
            x,
            y,
            width,
            height,
            "rx",
            3,
            "fill",
            colour(kind),
            "fill-opacity",
            narrow ? "0.08" : "0.1");
  }

  /** Left and right edges: neighbours that a fault touches share one band. */
  private List<double[]> bands(Fault fault) {
    TreeSet<Integer> columns = new TreeSet<>();
    fault.nodes().forEach(node -> columns.add(stage.layout().index(node)));
    if (columns.isEmpty()) {
      return List.of(new double[] {stage.layout().firstX() - 40, stage.layout().lastX() + 40});
    }
    boolean narrow = fault.kind() == FaultKind.CRASH || fault.kind() == FaultKind.PAUSE;
    double half = narrow ? 13 : Math.min(44, stage.layout().spacing() * 0.42);
    List<double[]> bands = new ArrayList<>();
    for (int column : columns) {
      double x = stage.layout().x(column);
      boolean joins = !narrow && columns.contains(column - 1);
      if (joins) {
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
      int side = side(sides, stage.scene().lanes().get(i).name());
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

  private static int side(String[] sides, String lane) {
    for (int i = 0; i < sides.length; i++) {
      if (List.of(sides[i].strip().split("[\\s,]+")).contains(lane)) {
        return i;
      }
    }
    return -1;
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
    if (fault.kind() == FaultKind.CRASH || fault.kind() == FaultKind.PAUSE) {
      spots.addAll(Stage.beside(left + 13, y, 10));
    }
    for (double down : new double[] {-4, 11, 22, 33, -15}) {
      spots.add(Spot.right(left + 4, y + down));
    }
    List<String> words = List.of(Text.cut(full, 10, 300), Text.cut(full, 10, 150), kind);
    String colour = fault.kind() == FaultKind.PAUSE ? Palette.BLUE : "#a84300";
    stage.headline(0, words, fault.kind() == FaultKind.CRASH ? Palette.INK : colour, spots);
  }
}
