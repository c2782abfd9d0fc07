package dev.understudy.notebook;

/** Receives what cells print, in chunks, in the order it was printed. Called by one thread at a time. */
@FunctionalInterface
public interface OutputListener {

  /** The two streams of a Java program, by the names Jupyter gives them. */
  enum Source {
    /** {@code System.out}. */
    STDOUT("stdout"),
    /** {@code System.err}. */
    STDERR("stderr");

    private final String jupyterName;

    Source(String jupyterName) {
      this.jupyterName = jupyterName;
    }

    /** The name in messages and in notebook files. */
    public String jupyterName() {
      return jupyterName;
    }
  }

  /** Takes a chunk of text, never empty, possibly many lines or part of one. */
  void onText(Source source, String text);
}
