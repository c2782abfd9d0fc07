package dev.understudy.replication.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.SetAside;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What members have set aside for their operators: all that was acknowledged and is lost stands there. */
final class Asides {
  private static final String SET_ASIDE = "R5 what is given up is set aside first";

  /** The value is cut into pieces where it stands in chunks, and must be put together. */
  private static final Pattern PIECE = Pattern.compile("\"text\":\"([^\"]*)\"");

  private Asides() {}

  /** Throws if one of these tokens is in no file of these members. */
  static void judge(Cluster cluster, List<String> members, List<String> lost) {
    if (lost.isEmpty()) {
      return;
    }
    StringBuilder all = new StringBuilder();
    for (String member : members) {
      for (SetAside aside : cluster.setAside(member)) {
        all.append(text(aside)).append('\n');
      }
    }
    for (String token : lost) {
      unless(
          all.indexOf(token) >= 0,
          SET_ASIDE,
          () -> token + " was acknowledged and is lost, and nobody has set it aside: " + all);
    }
  }

  private static String text(SetAside aside) {
    String lines = String.join("\n", aside.lines());
    Matcher piece = PIECE.matcher(lines);
    StringBuilder text = new StringBuilder(lines).append('\n');
    while (piece.find()) {
      text.append(piece.group(1));
    }
    return text.toString();
  }
}
