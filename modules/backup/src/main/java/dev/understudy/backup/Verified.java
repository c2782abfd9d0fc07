package dev.understudy.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a restore that was really executed has shown. It holds for the bytes of that day and for
 * exactly these links: when one of them changes it says nothing any more.
 *
 * @param id of the link that was restored
 * @param links the hashes of all manifests that were needed, the full one first
 * @param at when, by the clock of whoever verified
 * @param records the LSN of the restored store
 * @param stateHash of the restored store
 * @param millis how long the restore and the opening of the store took
 */
public record Verified(
    String id, List<String> links, Instant at, long records, long stateHash, long millis) {
  static final String SCHEMA = "understudy-verified-1";

  /** Copies the list. */
  public Verified {
    links = List.copyOf(links);
  }

  Buffer write() {
    ObjectNode node = SealedJson.object().put("schema", SCHEMA).put("id", id);
    ArrayNode hashes = node.putArray("links");
    links.forEach(hashes::add);
    node.put("at", at.toString())
        .put("records", records)
        .put("stateHash", "%016x".formatted(stateHash))
        .put("millis", millis);
    return SealedJson.write(node);
  }

  /**
   * Reads the record that stands in a file.
   *
   * @throws RefusedBackupException when it is not one, or not as it was written
   */
  static Verified read(String name, Buffer bytes) {
    JsonNode node = SealedJson.read(name, bytes, SCHEMA);
    try {
      List<String> links = new ArrayList<>();
      node.path("links").forEach(link -> links.add(link.asText()));
      return new Verified(
          SealedJson.text(node, "id"),
          links,
          SealedJson.time(node, "at"),
          SealedJson.number(node, "records"),
          Long.parseUnsignedLong(SealedJson.text(node, "stateHash"), 16),
          SealedJson.number(node, "millis"));
    } catch (IllegalArgumentException wrong) {
      throw new RefusedBackupException(
          "%s is no record of a restore: %s", name, wrong.getMessage());
    }
  }
}
