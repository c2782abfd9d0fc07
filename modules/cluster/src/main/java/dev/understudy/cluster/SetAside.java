package dev.understudy.cluster;

import java.util.List;

/**
 * What a node gave up and kept for its operator: a file on the node's disk, which nobody reads but
 * people.
 *
 * @param file the file's name
 * @param lines the records, each as a line of JSON, in the order in which they were given up
 */
public record SetAside(String file, List<String> lines) {
  private static final String ENDING = ".jsonl";

  public SetAside {
    lines = List.copyOf(lines);
  }

  /** The records under this name. */
  static SetAside of(String name, List<?> records, RecordCodec codec) {
    return new SetAside(
        name + ENDING,
        records.stream().map(record -> codec.encode(record).toString()).toList());
  }

  /** Whether a file of this name holds what was set aside. */
  static boolean isFile(String name) {
    return name.endsWith(ENDING);
  }

  /** The same under another name: there is a file of this one, with other lines. */
  SetAside renamed(int copy) {
    String name = file.substring(0, file.length() - ENDING.length());
    return new SetAside(name + "-" + copy + ENDING, lines);
  }

  /** The lines as a file has them. */
  String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
