package dev.understudy.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * JSON whose last field is the SHA-256 of all before it, so that a text that is not what was written
 * is not read. It tells damage, not forgery: who can write the text can seal it again.
 */
final class SealedJson {
  private static final String LINE = "\n";
  private static final String INDENT = "  ";
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final ObjectWriter WRITER = MAPPER.writer(new DefaultPrettyPrinter()
      .withObjectIndenter(new DefaultIndenter(INDENT, LINE))
      .withArrayIndenter(new DefaultIndenter(INDENT, LINE)));

  private SealedJson() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static Buffer write(ObjectNode fields) {
    try {
      String text = WRITER.writeValueAsString(fields);
      String body = text.substring(0, text.length() - (LINE + "}").length());
      return Buffer.buffer(body + seal(body));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of texts and numbers cannot be written", impossible);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws RefusedBackupException when it is anything else, or has another schema
   */
  static JsonNode read(String name, Buffer bytes, String schema) {
    String text = bytes.toString(StandardCharsets.UTF_8);
    int sealLength = seal("").length();
    String body = text.substring(0, Math.max(0, text.length() - sealLength));
    if (!Buffer.buffer(body + seal(body)).equals(bytes)) {
      throw new RefusedBackupException(
          "%s is altered: it does not match the checksum at its end", name);
    }
    try {
      JsonNode node = MAPPER.readTree(text);
      String found = text(node, "schema");
      if (!found.equals(schema)) {
        throw new RefusedBackupException(
            "%s has the schema \"%s\"; this version reads \"%s\"", name, found, schema);
      }
      return node;
    } catch (JsonProcessingException | IllegalArgumentException wrong) {
      throw new RefusedBackupException("%s is no %s: %s", name, schema, wrong.getMessage());
    }
  }

  private static String seal(String body) {
    String sha256 = Sha256.of(Buffer.buffer(body));
    return "," + LINE + INDENT + "\"sha256\" : \"" + sha256 + "\"" + LINE + "}" + LINE;
  }

  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("the text \"" + field + "\" is missing");
    }
    return value.textValue();
  }

  static String textOrNull(JsonNode node, String field) {
    return node.path(field).isNull() ? null : text(node, field);
  }

  static long number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("the number \"" + field + "\" is missing");
    }
    return value.longValue();
  }

  static Instant time(JsonNode node, String field) {
    try {
      return Instant.parse(text(node, field));
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException("\"" + field + "\" is no time: " + wrong.getMessage());
    }
  }
}
