package dev.understudy.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for a Jupyter that really answers: one may be on the path and broken. */
final class JupyterFinder {
  /** A first start compiles many modules of Python. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private static final String VERSION = "(?s)(?:.*\\s)?(\\d+\\.\\d+[^\\s]*)\\s*";

  private final Children children;

  JupyterFinder(Children children) {
    this.children = children;
  }

  /** The one on the path: JupyterLab rather than the plain notebook. */
  Optional<Jupyter> onPath() throws InterruptedException {
    Optional<Jupyter> lab = answering("JupyterLab", "lab/tree", List.of("jupyter", "lab"));
    return lab.isPresent()
        ? lab
        : answering("Jupyter Notebook", "tree", List.of("jupyter", "notebook"));
  }

  /** The one that these words start, if it answers. */
  Optional<Jupyter> answering(String name, String page, List<String> command)
      throws InterruptedException {
    List<String> question = new ArrayList<>(command);
    question.add("--version");
    return children
        .ask(ANSWER_LIMIT, question.toArray(String[]::new))
        .filter(answer -> answer.matches(VERSION))
        .map(answer -> new Jupyter(command, name + " " + answer.replaceFirst(VERSION, "$1"), page));
  }
}
