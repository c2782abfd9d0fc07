package dev.understudy.display;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows under a header. A column whose cells are all numbers (with or without a unit) stands at the
 * right, so that digits line up.
 *
 * @param header the names of the columns, at least one
 * @param rows as many cells in each as there are columns
 */
public record Table(List<String> header, List<List<String>> rows) implements Rendered {
  private static final Pattern NUMBER = Pattern.compile(
      "[-+±≈<>]?\\s?\\d[\\d,.]*(e[-+]?\\d+)?( ?(%|[µnm]?s|min|h|d|[kKMG]i?B|B|x|×|/s))?");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** How wide a column is in a text, and at which side of it its cells stand. */
  private record Column(int width, boolean isNumeric) {
    String padded(String cell) {
      String space = " ".repeat(width - length(cell));
      return isNumeric ? space + flat(cell) : flat(cell) + space;
    }
  }

  /** Refuses a table without columns and rows that do not fit the header. */
  public Table {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    if (header.isEmpty()) {
      throw new IllegalArgumentException("a table needs at least one column");
    }
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException("row " + row + " has " + row.size()
            + " cells, the header " + header + " has " + header.size());
      }
    }
  }

  /** Aligned columns under a ruled header, for a terminal. */
  @Override
  public String text() {
    return capped(Integer.MAX_VALUE);
  }

  /** The text form with at most so many rows and a last line that counts the rest. */
  String capped(int most) {
    List<List<String>> shown = rows.subList(0, Math.min(most, rows.size()));
    List<Column> columns =
        columns().map(c -> new Column(width(c), isNumeric(c))).toList();
    List<String> lines = new ArrayList<>();
    lines.add(line(columns, header));
    lines.add(columns.stream().map(c -> "─".repeat(c.width())).collect(Collectors.joining("  ")));
    shown.forEach(row -> lines.add(line(columns, row)));
    if (shown.size() < rows.size()) {
      lines.add("… " + Text.number(rows.size() - shown.size()) + " more rows");
    }
    return String.join("\n", lines);
  }

  /** A table element with inline attributes only. */
  @Override
  public String html() {
    StringBuilder html =
        new StringBuilder("<table border=\"1\" cellpadding=\"5\" cellspacing=\"0\">\n<thead><tr>");
    List<String> sides = columns().map(c -> isNumeric(c) ? "right" : "left").toList();
    columns().forEach(c -> html.append(cell("th", sides.get(c), header.get(c))));
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      html.append("<tr>");
      columns().forEach(c -> html.append(cell("td", sides.get(c), row.get(c))));
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>").toString();
  }

  /** A table as code-hosting pages and notebooks read it. */
  public String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(markdownLine(header.stream().map(Table::markdownCell)));
    lines.add(markdownLine(columns().map(c -> isNumeric(c) ? "---:" : ":---")));
    rows.forEach(row -> lines.add(markdownLine(row.stream().map(Table::markdownCell))));
    return String.join("\n", lines);
  }

  @Override
  public Map<String, String> mimeBundle() {
    Map<String, String> bundle = new LinkedHashMap<>();
    bundle.put("text/html", html());
    bundle.put("text/markdown", markdown());
    bundle.put("text/plain", text());
    return Collections.unmodifiableMap(bundle);
  }

  @Override
  public String toString() {
    return text();
  }

  private Stream<Integer> columns() {
    return Stream.iterate(0, c -> c < header.size(), c -> c + 1);
  }

  private boolean isNumeric(int column) {
    List<String> cells = rows.stream()
        .map(row -> row.get(column).strip())
        .filter(c -> !c.isEmpty())
        .toList();
    return !cells.isEmpty()
        && cells.stream()
            .allMatch(c -> NUMBER.matcher(c).matches() || c.equals("–") || c.equals("-"));
  }

  private static int length(String cell) {
    return flat(cell).codePointCount(0, flat(cell).length());
  }

  private static String flat(String cell) {
    return BLANKS.matcher(cell).replaceAll(" ").strip();
  }

  private int width(int column) {
    return Stream.concat(Stream.of(header), rows.stream())
        .mapToInt(row -> length(row.get(column)))
        .max()
        .orElse(0);
  }

  private static String line(List<Column> columns, List<String> row) {
    return IntStream.range(0, row.size())
        .mapToObj(c -> columns.get(c).padded(row.get(c)))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static String cell(String element, String align, String content) {
    return "<" + element + " align=\"" + align + "\">" + Text.escape(content) + "</" + element
        + ">";
  }

  private static String markdownLine(Stream<String> cells) {
    return cells.collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String markdownCell(String cell) {
    return flat(cell)
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replace("*", "\\*")
        .replace("_", "\\_")
        .replace("`", "\\`");
  }
}
