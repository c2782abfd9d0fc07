package dev.understudy.notebook;

import java.util.Optional;

/**
 * Says whether the Java that runs us can run notebooks at all. This class touches nothing of {@code jdk.jshell}, so it can
 * be asked on a runtime that lacks it, before any other class of this package is loaded.
 */
public final class JavaRuntime {
  private JavaRuntime() {}

  /** The reason, in one line, why no cell can be run here; empty when all is well. */
  public static Optional<String> whyCellsCannotRun() {
    if (ModuleLayer.boot().findModule("jdk.jshell").isPresent()) {
      return Optional.empty();
    }
    return Optional.of("The Java in " + System.getProperty("java.home") + " (version "
        + Runtime.version().feature()
        + ") has no module jdk.jshell: notebooks need a full JDK, 17 or later, not a JRE. Install one and point"
        + " JAVA_HOME at it.");
  }

  /**
   * Returns quietly when cells can run here.
   *
   * @throws NotebookException with the reason when they cannot
   */
  public static void requireJShell() {
    whyCellsCannotRun().ifPresent(reason -> {
      throw new NotebookException(reason);
    });
  }
}
