package dev.understudy.cluster.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trace as a file: one JSON object a line, in ASCII. The first line says {@code schema}, {@code
 * seed}, {@code hash} and how many {@code events} follow; then each event is an {@code event} (the
 * name of its record) and the fields of that record.
 *
 * <p>Messages, what was saved, operations and outcomes are written as the text that they are to
 * people. So whoever reads a trace needs none of their classes, and a trace that was read prints and
 * draws as the written one does; it cannot be judged like one, for its values are texts.
 */
public final class TraceJson {
  /** The first line's {@code schema}. */
  public static final String SCHEMA = "understudy-trace-1";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final String BYTE_ORDER_MARK = "\uFEFF"; // some editors begin every text with it

  private static final Map<String, Class<?>> KINDS = kinds();

  private TraceJson() {}

  private static Map<String, Class<?>> kinds() {
    Map<String, Class<?>> kinds = new TreeMap<>();
    for (Class<?> kind : TraceEvent.class.getPermittedSubclasses()) {
      kinds.put(kind.getSimpleName(), kind);
    }
    return kinds;
  }

  /** The whole trace, with a line end after each line. */
  public static String write(Trace trace) {
    StringBuilder lines = new StringBuilder();
    ObjectNode head = JSON.createObjectNode()
        .put("schema", SCHEMA)
        .put("seed", trace.seed())
        .put("hash", String.format(Locale.ROOT, "%016x", trace.hash()))
        .put("events", trace.events().size());
    lines.append(text(head)).append('\n');
    trace.events().forEach(event -> lines.append(text(object(event))).append('\n'));
    return lines.toString();
  }

  private static String text(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree that cannot be written: " + node, impossible);
    }
  }

  private static ObjectNode object(TraceEvent event) {
    ObjectNode object = JSON.createObjectNode().put("event", event.getClass().getSimpleName());
    for (RecordComponent field : event.getClass().getRecordComponents()) {
      put(object, field, value(event, field));
    }
    return object;
  }

  private static Object value(TraceEvent event, RecordComponent field) {
    try {
      return field.getAccessor().invoke(event);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("cannot read " + field + " of " + event, failure);
    }
  }

  private static void put(ObjectNode object, RecordComponent field, Object value) {
    if (value instanceof Number number && field.getType().isPrimitive()) {
      object.put(field.getName(), number.longValue());
    } else if (value instanceof Boolean flag && field.getType().isPrimitive()) {
      object.put(field.getName(), flag);
    } else if (value instanceof List<?> list && field.getType() == List.class) {
      ArrayNode array = object.putArray(field.getName());
      list.forEach(one -> array.add(String.valueOf(one)));
    } else {
      object.put(field.getName(), String.valueOf(value));
    }
  }

  /**
   * A trace from the lines that {@link #write} wrote; a byte order mark before them does no harm.
   *
   * @throws IllegalArgumentException if a line is none of its lines, or some are missing; the message
   *     says which line, and what was expected there
   */
  public static Trace read(Iterator<String> lines) {
    if (!lines.hasNext()) {
      throw wrong(1, "is missing: a trace begins with {\"schema\":\"" + SCHEMA + "\", …}");
    }
    String first = lines.next();
    JsonNode head = parse(first.startsWith(BYTE_ORDER_MARK) ? first.substring(1) : first, 1);
    if (!head.path("schema").asText().equals(SCHEMA)) {
      throw wrong(1, "is not the beginning of a trace: its \"schema\" should be " + SCHEMA);
    }
    List<TraceEvent> events = new ArrayList<>();
    while (lines.hasNext()) {
      int number = events.size() + 2;
      events.add(event(parse(lines.next(), number), number));
    }
    int promised = head.path("events").asInt(-1);
    if (promised != events.size()) {
      throw wrong(
          1, "promises " + promised + " events, and " + events.size() + " follow: write it anew");
    }
    return new Trace(head.path("seed").asLong(), events, hash(head));
  }

  private static long hash(JsonNode head) {
    try {
      return Long.parseUnsignedLong(head.path("hash").asText(), 16);
    } catch (NumberFormatException notOne) {
      throw wrong(1, "has no \"hash\" of 16 hexadecimal digits");
    }
  }

  private static JsonNode parse(String line, int number) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException notJson) {
      throw wrong(number, "is no JSON: " + notJson.getOriginalMessage());
    }
    throw wrong(number, "is no JSON object");
  }

  private static TraceEvent event(JsonNode node, int line) {
    Class<?> kind = KINDS.get(node.path("event").asText());
    if (kind == null) {
      throw wrong(
          line,
          "is the \"event\" '" + node.path("event").asText() + "', not one of "
              + String.join(", ", KINDS.keySet()));
    }
    RecordComponent[] fields = kind.getRecordComponents();
    Object[] values = new Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      values[i] = value(node.get(fields[i].getName()), fields[i], line);
    }
    try {
      Class<?>[] types =
          Arrays.stream(fields).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = kind.getDeclaredConstructor(types);
      return (TraceEvent) constructor.newInstance(values);
    } catch (ReflectiveOperationException failure) {
      throw wrong(line, "is no event: " + failure.getCause());
    }
  }

  private static Object value(JsonNode node, RecordComponent field, int line) {
    Class<?> type = field.getType();
    if (type == long.class && node != null && node.canConvertToLong()) {
      return node.asLong();
    } else if (type == int.class && node != null && node.canConvertToInt()) {
      return node.asInt();
    } else if (type == boolean.class && node != null && node.isBoolean()) {
      return node.asBoolean();
    } else if (type == List.class && node != null && node.isArray()) {
      List<String> names = new ArrayList<>();
      node.forEach(name -> names.add(name.asText()));
      return names;
    } else if ((type == String.class || type == Object.class) && node != null && node.isTextual()) {
      return node.asText();
    } else if (type.isEnum() && node != null && node.isTextual()) {
      return constant(type, node.asText(), line);
    }
    throw wrong(
        line,
        "has no \"" + field.getName() + "\" of type "
            + type.getSimpleName().toLowerCase(Locale.ROOT));
  }

  private static Object constant(Class<?> type, String name, int line) {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> ((Enum<?>) one).name().equals(name))
        .findFirst()
        .orElseThrow(() -> wrong(
            line, "says '" + name + "', not one of " + Arrays.toString(type.getEnumConstants())));
  }

  private static IllegalArgumentException wrong(int line, String what) {
    return new IllegalArgumentException("line " + line + " " + what);
  }
}
