package dev.understudy.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Iterator;
import java.util.TreeSet;

/**
 * Notebook files as Jupyter writes them, to the byte: sorted keys, one space of indent, text as lists of lines, a newline at
 * the end. A file that two tools write the same way has no differences but those that matter.
 */
final class NotebookJson {
  private NotebookJson() {}

  /** The text of the whole file. */
  static String write(JsonNode notebook) {
    StringBuilder text = new StringBuilder();
    write(notebook, 0, text);
    return text.append('\n').toString();
  }

  /** A multi-line text as the list of its lines, each with its newline. */
  static ArrayNode lines(String text) {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start) + 1;
      lines.add(text.substring(start, end == 0 ? text.length() : end));
      start = end == 0 ? text.length() : end;
    }
    return lines;
  }

  /** The text that a file may hold as one string or as a list of lines. */
  static String text(JsonNode stringOrLines) {
    if (!stringOrLines.isArray()) {
      return stringOrLines.asText();
    }
    StringBuilder text = new StringBuilder();
    stringOrLines.forEach(line -> text.append(line.asText()));
    return text.toString();
  }

  private static void write(JsonNode node, int depth, StringBuilder text) {
    if (node.isEmpty() || !node.isContainerNode()) {
      if (node.isTextual()) {
        quote(node.textValue(), text);
      } else {
        text.append(node);
      }
      return;
    }
    boolean isObject = node.isObject();
    text.append(isObject ? '{' : '[');
    String separator = "\n";
    Iterator<String> names = isObject ? sortedNames(node) : null;
    for (int i = 0; i < node.size(); i++) {
      text.append(separator).append(" ".repeat(depth + 1));
      JsonNode child;
      if (isObject) {
        String name = names.next();
        quote(name, text);
        text.append(": ");
        child = node.get(name);
      } else {
        child = node.get(i);
      }
      write(child, depth + 1, text);
      separator = ",\n";
    }
    text.append('\n').append(" ".repeat(depth)).append(isObject ? '}' : ']');
  }

  private static Iterator<String> sortedNames(JsonNode object) {
    TreeSet<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names.iterator();
  }

  private static void quote(String value, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        default -> text.append(c < 0x20 ? String.format("\\u%04x", (int) c) : String.valueOf(c));
      }
    }
    text.append('"');
  }
}
