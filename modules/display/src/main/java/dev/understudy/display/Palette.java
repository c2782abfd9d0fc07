package dev.understudy.display;

import java.util.List;
import java.util.Locale;

/**
 * Colours that colour-blind readers can tell apart: those of Okabe and Ito (2008), and a few found by
 * simulating three kinds of colour blindness. What a colour says, a width, a sign or a word says too.
 */
final class Palette {
  static final String INK = "#263238";
  static final String MUTED = "#607d8b";
  static final String FAINT = "#cfd8dc";
  static final String ORANGE = "#e69f00";
  static final String SKY = "#56b4e9";
  static final String GREEN = "#009e73";
  static final String YELLOW = "#f0e442";
  static final String BLUE = "#0072b2";
  static final String VERMILLION = "#d55e00";
  static final String RUST = "#a84300"; // vermillion, dark enough for text
  static final String PURPLE = "#cc79a7";
  static final String VIOLET = "#7b2fd0";

  private static final List<String> SERIES =
      List.of(BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILLION, INK, VIOLET);

  /** No two that follow each other are equally dark, so that they differ in grey print too. */
  private static final List<String> RAILS =
      List.of("#10208a", "#3fd05a", "#d63fd6", "#4d0f3d", "#d0b0b8", "#4c8c00");

  private static final List<String> DASHES =
      List.of("none", "7 3", "2 2", "none", "4 4", "10 2 2 2");

  /** So many epochs look different; then they begin again. */
  static final int EPOCHS = 6;

  private Palette() {}

  /** The colour of the n-th series of a chart, from 0; after the last one they begin again. */
  static String series(int n) {
    return SERIES.get(n % SERIES.size());
  }

  /** Ink or white, whichever can be read on the colour of the n-th series. */
  static String on(int n) {
    return List.of(BLUE, GREEN, VERMILLION, INK, VIOLET).contains(series(n)) ? "#ffffff" : INK;
  }

  /** The colour of an epoch or term, beside the lane of who is in it. */
  static String epoch(long epoch) {
    return RAILS.get((int) Math.floorMod(epoch, (long) EPOCHS));
  }

  /** The dashes of an epoch, by which it is known where there is no colour. */
  static String dashes(long epoch) {
    return DASHES.get((int) Math.floorMod(epoch, (long) EPOCHS));
  }

  /** One colour for a role in every picture: who may accept writes stands out, copies are calm. */
  static String role(String role) {
    return switch (role.toLowerCase(Locale.ROOT)) {
      case "leader", "primary", "active", "coordinator", "holder", "owner" -> ORANGE;
      case "follower", "backup", "replica", "standby", "passive", "secondary" -> SKY;
      case "candidate", "precandidate", "pre-candidate", "electing", "suspecting" -> PURPLE;
      case "fenced", "stopped", "deposed", "isolated", "failed" -> INK;
      default -> GREEN;
    };
  }

  /** Whether a role leads: its lane segment is drawn thicker, so that it shows without colour too. */
  static boolean isLeading(String role) {
    return role(role).equals(ORANGE);
  }
}
