package dev.understudy.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.backup.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How links are told to people and to programs. */
final class BackupAnswers {
  static final String SCHEMA = "understudy-backup-answer-1";

  private BackupAnswers() {}

  /** A link for programs. */
  static ObjectNode json(Manifest manifest) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", manifest.id())
        .put("kind", manifest.kind().word())
        .put("system", manifest.system())
        .put("parent", manifest.parent())
        .put("fromLsn", manifest.from().lsn())
        .put("toLsn", manifest.to().lsn())
        .put("toTime", manifest.to().time().toString())
        .put("created", manifest.created().toString())
        .put("bytes", manifest.bytes());
  }

  /** What a link holds: a full one all from the beginning, another what its parent has not. */
  static String records(JsonNode link) {
    long first = link.path("parent").isNull() ? 1 : link.path("fromLsn").asLong() + 1;
    long last = link.path("toLsn").asLong();
    return last < first ? "no records" : "records " + first + " to " + last;
  }

  /** Bytes, time and rate. */
  static String effort(long bytes, double seconds) {
    return String.format(
        Locale.ROOT,
        "%s in %.1f s, %s/s",
        ByteProgress.words(bytes),
        seconds,
        ByteProgress.words(Math.round(bytes / Math.max(seconds, 1e-3))));
  }

  /** What came of a dump of tables. */
  private static String dumped(JsonNode answer) {
    List<String> tables = new ArrayList<>();
    answer
        .path("rows")
        .properties()
        .forEach(table -> tables.add(table.getValue().asLong() + " rows of " + table.getKey()));
    return answer.path("dump").asText() + ": " + String.join(", ", tables) + " at record "
        + answer.path("lsn").asLong() + ", "
        + ByteProgress.words(answer.path("bytes").asLong());
  }

  /** What came of a backup, in a few lines. */
  static String created(JsonNode answer, String region) {
    if (answer.has("dump")) {
      return dumped(answer);
    }
    JsonNode link = answer.path("link");
    StringBuilder text = new StringBuilder();
    if (!answer.path("isNew").asBoolean()) {
      text.append("nothing new since ").append(link.path("id").asText());
      text.append(", so no link was made");
    } else {
      text.append(link.path("kind").asText())
          .append(" backup ")
          .append(link.path("id").asText());
      text.append(
          link.path("parent").isNull() ? "" : ", on " + link.path("parent").asText());
      text.append(": ").append(records(link)).append(", ");
      text.append(effort(link.path("bytes").asLong(), answer.path("seconds").asDouble()));
    }
    if (answer.has("why")) {
      text.append("\nfull, since there is no chain to carry on: ")
          .append(answer.path("why").asText());
    }
    if (answer.has("copied")) {
      text.append("\ncopied ").append(answer.path("copied").size());
      text.append(answer.path("copied").size() == 1 ? " link to " : " links to ")
          .append(region);
    }
    return text.toString();
  }
}
