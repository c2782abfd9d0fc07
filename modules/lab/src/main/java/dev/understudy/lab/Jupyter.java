package dev.understudy.lab;

import java.util.List;

/**
 * A Jupyter that has answered.
 *
 * @param command the words that start it
 * @param name what people call it, with its version
 * @param folders under which address it shows folders: {@code lab/tree}, or {@code tree} for the classic one
 */
record Jupyter(List<String> command, String name, String folders) {
  Jupyter {
    command = List.copyOf(command);
  }
}
