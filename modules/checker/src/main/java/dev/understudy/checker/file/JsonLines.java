package dev.understudy.checker.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.checker.History;
import dev.understudy.checker.Operation;
import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our own form: JSON, one object a line. The first line is <code>{"schema":"understudy-history-1"}
 * </code>. Every other line is a begin or an end with these members:
 *
 * <ul>
 *   <li>{@code process}: who, a text or a number;
 *   <li>{@code type}: {@code invoke}, {@code ok}, {@code fail} or {@code info};
 *   <li>{@code f}: what is asked for, as {@code put};
 *   <li>{@code key}: of what, if there are several;
 *   <li>{@code value}: what is written, appended or was read; {@code [expected, new]} of a cas;
 *   <li>{@code found}: in the end of an operation of our own store, the value that it found;
 *   <li>{@code time}: nanoseconds, if known;
 *   <li>{@code error}: why it failed.
 * </ul>
 */
public final class JsonLines {
  /** The version of this form. */
  public static final String SCHEMA = "understudy-history-1";

  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private JsonLines() {}

  /** Writes down a history of the key-value store; reading it again gives the same one. */
  public static String text(History<Command, String> history) {
    StringBuilder text = new StringBuilder();
    text.append(MAPPER.createObjectNode().put("schema", SCHEMA)).append('\n');
    Map<String, Integer> running = new LinkedHashMap<>();
    Map<Integer, String> processes = new LinkedHashMap<>();
    history.forEachMoment((index, isCall) -> {
      Operation<Command, String> operation = history.operations().get(index);
      String client = operation.client();
      if (isCall) {
        // A process does one thing at a time; a client that does not is several.
        boolean isFree = running.putIfAbsent(client, index) == null;
        processes.put(index, isFree ? client : client + "/" + operation.number());
      } else {
        running.remove(client, index);
      }
      text.append(line(operation, processes.get(index), isCall)).append('\n');
    });
    return text.toString();
  }

  private static ObjectNode line(
      Operation<Command, String> operation, String process, boolean isCall) {
    Command command = operation.command();
    ObjectNode line = MAPPER.createObjectNode().put("process", process);
    line.put("type", isCall ? "invoke" : type(operation.outcome()));
    line.put("f", function(command)).put("key", command.key());
    if (isCall) {
      if (command instanceof Command.CompareAndSet swap) {
        line.putArray("value").add(swap.expected()).add(swap.value());
      } else if (command instanceof Command.Put put) {
        line.put("value", put.value());
      } else if (command instanceof Command.Append append) {
        line.put("value", append.suffix());
      }
    } else if (operation.outcome() instanceof Outcome.Ok<String> ok) {
      line.put(command.isReadOnly() ? "value" : "found", ok.value());
    } else if (operation.outcome() instanceof Outcome.Fail<String> fail) {
      line.put("error", fail.reason());
    } else if (operation.outcome() instanceof Outcome.Unknown<String> unknown) {
      line.put("error", unknown.reason());
    }
    return line.put("time", (isCall ? operation.called() : operation.returned()).toNanos());
  }

  private static String type(Outcome<String> outcome) {
    return outcome.isOk() ? "ok" : outcome instanceof Outcome.Fail ? "fail" : "info";
  }

  private static String function(Command command) {
    if (command instanceof Command.Put) {
      return "put";
    }
    if (command instanceof Command.Append) {
      return "append";
    }
    if (command instanceof Command.CompareAndSet) {
      return "cas";
    }
    return command instanceof Command.Get ? "get" : "delete";
  }

  static void read(Characters characters, Readers.Taker taker)
      throws IOException, UnreadableHistoryException {
    boolean isFirst = true;
    int number = characters.line();
    for (String line = characters.nextLine(); line != null; line = characters.nextLine()) {
      if (!line.isBlank()) {
        JsonNode object = object(line, number);
        if (!isFirst) {
          taker.take(entry(object, number));
        } else if (!object.path("schema").asText().equals(SCHEMA)) {
          throw new UnreadableHistoryException(
              number, "expected {\"schema\":\"" + SCHEMA + "\"} in the first line");
        }
        isFirst = false;
      }
      number = characters.line();
    }
  }

  private static JsonNode object(String line, int number) throws UnreadableHistoryException {
    try {
      JsonNode node = MAPPER.readTree(line);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException problem) {
      throw new UnreadableHistoryException(
          number, "this is no JSON object: " + problem.getOriginalMessage());
    }
    throw new UnreadableHistoryException(number, "expected a JSON object");
  }

  private static Entry entry(JsonNode object, int line) throws UnreadableHistoryException {
    return new Entry(
        line,
        word(object, "process", line),
        Entry.Kind.of(word(object, "type", line), line),
        word(object, "f", line),
        object.hasNonNull("key") ? object.get("key").asText() : null,
        plain(object.get("value")),
        object.has("found") ? found(object.get("found"), line) : null,
        object.path("time").asLong(-1),
        object.hasNonNull("error"));
  }

  private static Entry.Found found(JsonNode value, int line) throws UnreadableHistoryException {
    if (!value.isValueNode()) {
      throw new UnreadableHistoryException(line, "'found' must be one value or null");
    }
    return new Entry.Found(value.isNull() ? null : value.asText());
  }

  private static String word(JsonNode object, String name, int line)
      throws UnreadableHistoryException {
    JsonNode value = object.get(name);
    if (value == null || !value.isValueNode() || value.isNull()) {
      throw new UnreadableHistoryException(line, "there is no '" + name + "' in it");
    }
    return value.asText();
  }

  private static Object plain(JsonNode value) {
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isArray()) {
      List<Object> parts = new ArrayList<>();
      value.forEach(part -> parts.add(plain(part)));
      return parts;
    }
    return value.isTextual() ? value.asText() : new Entry.Literal(value.toString());
  }
}
