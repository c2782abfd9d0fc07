package dev.understudy.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One output of a code cell, as a notebook file keeps it. */
public sealed interface CellOutput {
  /** Plain text before a page and its pictures. */
  Comparator<String> TEXT_FIRST = Comparator.<String, Boolean>comparing(
          mime -> !mime.equals("text/plain"))
      .thenComparing(Comparator.naturalOrder());

  /** Text that was printed. */
  record Printed(String stream, String text) implements CellOutput {}

  /** The value of the cell, or something displayed by another kernel; MIME type to content. */
  record Shown(Map<String, String> content) implements CellOutput {
    /** Keeps the order of the renderings. */
    public Shown {
      content = new LinkedHashMap<>(content);
    }
  }

  /** An error that ended the cell. */
  record Raised(String name, String message, List<String> traceback) implements CellOutput {
    /** Copies the traceback. */
    public Raised {
      traceback = List.copyOf(traceback);
    }
  }

  /** The output as lines of text, for comparison and for messages; what people can read comes first. */
  default List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (this instanceof Printed printed) {
      printed.text().lines().forEach(line -> lines.add(printed.stream() + ": " + line));
    } else if (this instanceof Shown shown) {
      shown.content().entrySet().stream()
          .sorted(Map.Entry.comparingByKey(TEXT_FIRST))
          .forEach(
              one -> one.getValue().lines().forEach(line -> lines.add(one.getKey() + ": " + line)));
    } else if (this instanceof Raised raised) {
      raised.traceback().forEach(line -> lines.add("error: " + line));
    }
    return lines;
  }

  /** Reads what any kernel may have left. */
  static CellOutput fromJson(JsonNode json) {
    return switch (json.path("output_type").asText()) {
      case "stream" ->
        new Printed(json.path("name").asText(), NotebookJson.text(json.path("text")));
      case "error" -> {
        List<String> traceback = new ArrayList<>();
        json.path("traceback").forEach(line -> traceback.add(line.asText()));
        yield new Raised(json.path("ename").asText(), json.path("evalue").asText(), traceback);
      }
      default -> {
        Map<String, String> content = new LinkedHashMap<>();
        json.path("data")
            .properties()
            .forEach(one -> content.put(one.getKey(), mimeText(one.getValue())));
        yield new Shown(content);
      }
    };
  }

  private static String mimeText(JsonNode content) {
    return content.isObject() ? content.toString() : NotebookJson.text(content);
  }

  /** The output in the form of nbformat. */
  default ObjectNode toJson(int executionCount) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (this instanceof Printed printed) {
      json.put("output_type", "stream").put("name", printed.stream());
      json.set("text", NotebookJson.lines(printed.text()));
    } else if (this instanceof Shown shown) {
      json.put("output_type", "execute_result").put("execution_count", executionCount);
      json.putObject("metadata");
      ObjectNode data = json.putObject("data");
      shown.content().forEach((mime, text) -> data.set(mime, NotebookJson.lines(text)));
    } else if (this instanceof Raised raised) {
      json.put("output_type", "error").put("ename", raised.name()).put("evalue", raised.message());
      raised.traceback().forEach(json.putArray("traceback")::add);
    }
    return json;
  }
}
