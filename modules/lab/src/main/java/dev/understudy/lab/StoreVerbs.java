package dev.understudy.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.backup.TableDump;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a store that is held can be asked for, by a command in the same process or in another. */
final class StoreVerbs {
  static final String PUT = "/put";
  static final String GET = "/get";
  static final String BACKUP = "/backup";
  static final String RESTORE_ROWS = "/restore-rows";

  /** The longest key, in bytes of UTF-8. */
  static final int MOST_KEY_BYTES = 1 << 10;

  /** The longest value, in bytes of UTF-8. */
  static final int MOST_VALUE_BYTES = 1 << 20;

  private static final String SCHEMA = "understudy-store-answer-1";
  private static final String CLIENT = "lab";

  private final OpenStore open;

  StoreVerbs(OpenStore open) {
    this.open = open;
  }

  /** The verbs by their path. */
  Map<String, StoreEndpoint.Verb> all() {
    Map<String, StoreEndpoint.Verb> verbs = new TreeMap<>();
    verbs.put(PUT, (body, asker) -> put(text(body, "key"), text(body, "value")));
    verbs.put(GET, (body, asker) -> get(text(body, "key")));
    verbs.put(BACKUP, new BackupVerb(open));
    verbs.put(RESTORE_ROWS, (body, asker) -> restoreRows(body));
    return verbs;
  }

  private Future<ObjectNode> put(String key, String value) {
    check(key, value);
    return open.put(CLIENT, key, value)
        .map(done -> answer().put("key", key).put("lastLsn", open.store().lastLsn()));
  }

  private Future<ObjectNode> get(String key) {
    return Future.succeededFuture(
        answer().put("key", key).put("value", open.store().get(key)));
  }

  private Future<ObjectNode> restoreRows(JsonNode body) {
    Set<String> keys = new TreeSet<>();
    body.path("keys").forEach(key -> keys.add(key.asText()));
    Path from = Path.of(text(body, "from"));
    return TableDump.in(DirectoryTarget.in(open.vertx(), from))
        .restore(text(body, "dump"), open.store(), key -> keys.isEmpty() || keys.contains(key))
        .map(changed ->
            answer().put("changed", changed).put("lastLsn", open.store().lastLsn()));
  }

  /** Refuses what is empty or too long. */
  static void check(String key, String value) {
    int keyBytes = key.getBytes(StandardCharsets.UTF_8).length;
    int valueBytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (keyBytes < 1 || keyBytes > MOST_KEY_BYTES) {
      throw new WrongInput(
          "the key has " + keyBytes + " bytes: give one of 1 to " + MOST_KEY_BYTES);
    }
    if (valueBytes > MOST_VALUE_BYTES) {
      throw new WrongInput("the value has " + valueBytes + " bytes: give one of at most "
          + MOST_VALUE_BYTES + ", or several");
    }
  }

  private static String text(JsonNode body, String name) {
    JsonNode text = body.path(name);
    if (!text.isTextual()) {
      throw new WrongInput("the request has no text '" + name + "'");
    }
    return text.asText();
  }

  private static ObjectNode answer() {
    return JsonNodeFactory.instance.objectNode().put("schema", SCHEMA);
  }
}
