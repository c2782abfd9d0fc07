package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.zoo.Exhibit;
import dev.understudy.zoo.Quarry;
import java.util.List;
import java.util.Locale;

/** What is told of twins, for people and for programs, one line each. */
final class ZooAnswer {
  private static final String SCHEMA = "understudy-zoo-1";

  private final List<Exhibit> exhibits;
  private final boolean isJson;

  ZooAnswer(List<Exhibit> exhibits, boolean isJson) {
    this.exhibits = exhibits;
    this.isJson = isJson;
  }

  /** A twin, before it is hunted. */
  String named(Exhibit exhibit) {
    return isJson ? json(exhibit).toString() : line(exhibit) + "  " + exhibit.twin();
  }

  /** A twin that was hunted. */
  String hunted(Quarry quarry) {
    return isJson ? json(quarry).toString() : line(quarry.exhibit()) + "  " + figures(quarry);
  }

  /** The last line. */
  String end(int caught) {
    return isJson
        ? JsonNodeFactory.instance
            .objectNode()
            .put("schema", SCHEMA)
            .put("caught", caught)
            .put("twins", exhibits.size())
            .toString()
        : caught + " of " + exhibits.size() + " caught";
  }

  private String line(Exhibit exhibit) {
    int number = exhibits.stream().mapToInt(e -> e.number().length()).max().orElse(1);
    int variant = exhibits.stream().mapToInt(e -> e.variant().length()).max().orElse(1);
    return String.format(
        Locale.ROOT,
        "%-" + number + "s  %-" + variant + "s  breaks %-2s",
        exhibit.number(),
        exhibit.variant(),
        exhibit.invariant());
  }

  private static String figures(Quarry quarry) {
    return quarry.isCaught()
        ? String.format(
            Locale.ROOT, "%3d %-5s  %2d steps", quarry.median(), seeds(quarry), quarry.steps())
        : "NOT CAUGHT: " + quarry.why();
  }

  private static String seeds(Quarry quarry) {
    return quarry.median() == 1 ? "seed" : "seeds";
  }

  private static ObjectNode json(Quarry quarry) {
    ObjectNode object = json(quarry.exhibit()).put("caught", quarry.isCaught());
    if (quarry.median() == Quarry.NOT_FOUND) {
      object.putNull("seeds");
    } else {
      object.put("seeds", quarry.median());
    }
    quarry
        .finding()
        .ifPresentOrElse(
            found -> object
                .put("steps", found.steps())
                .put("seed", found.seed())
                .put("seen", found.failure().violation().words()),
            () -> object.putNull("steps").putNull("seed").putNull("seen"));
    return object.put("why", quarry.isCaught() ? "" : quarry.why());
  }

  private static ObjectNode json(Exhibit exhibit) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("number", exhibit.number())
        .put("twin", exhibit.twin())
        .put("variant", exhibit.variant())
        .put("invariant", exhibit.invariant())
        .put("fault", exhibit.fault())
        .put("source", exhibit.source());
  }
}
