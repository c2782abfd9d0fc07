package dev.understudy.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a dump of tables says of itself; it is written last.
 *
 * @param name its name in the target
 * @param system of which store it is
 * @param lsn the last commit of which it knows
 * @param created when, by the clock of whoever made it
 * @param rows by table, how many there are
 * @param bytes how long the file of rows is
 * @param sha256 of the file of rows
 */
public record Dump(
    String name,
    String system,
    long lsn,
    Instant created,
    Map<String, Long> rows,
    long bytes,
    String sha256) {
  private static final String SCHEMA = "understudy-dump-1";

  Buffer write() {
    ObjectNode node = SealedJson.object()
        .put("schema", SCHEMA)
        .put("name", name)
        .put("system", system)
        .put("lsn", lsn)
        .put("created", created.toString());
    ObjectNode tables = node.putObject("rows");
    rows.forEach(tables::put);
    node.put("bytes", bytes).put("rowsSha256", sha256);
    return SealedJson.write(node);
  }

  /**
   * Reads what stands in a file.
   *
   * @throws RefusedBackupException when it is no manifest of a dump, or not as it was written
   */
  static Dump read(String file, Buffer text) {
    JsonNode node = SealedJson.read(file, text, SCHEMA);
    try {
      Map<String, Long> rows = new TreeMap<>();
      node.path("rows")
          .fieldNames()
          .forEachRemaining(table -> rows.put(table, SealedJson.number(node.path("rows"), table)));
      return new Dump(
          SealedJson.text(node, "name"),
          SealedJson.text(node, "system"),
          SealedJson.number(node, "lsn"),
          SealedJson.time(node, "created"),
          rows,
          SealedJson.number(node, "bytes"),
          SealedJson.text(node, "rowsSha256"));
    } catch (IllegalArgumentException wrong) {
      throw new RefusedBackupException("%s is no dump: %s", file, wrong.getMessage());
    }
  }
}
