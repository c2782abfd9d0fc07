package dev.understudy.lab;

import picocli.CommandLine.Option;

/** How to open the notebooks; shared by the program itself and by its command {@code notebooks}. */
final class OpenOptions {
  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "0",
      description = "serve on this port; a free one unless given")
  private int port;

  @Option(names = "--no-browser", description = "only print the address")
  private boolean noBrowser;

  @Option(names = "--jupyter", description = "open in Jupyter or fail")
  private boolean jupyter;

  @Option(
      names = "--embedded",
      description = "do without Jupyter: run the notebooks and show them as pages")
  private boolean embedded;

  /** The port, 0 for a free one. */
  int port() {
    if (port < 0 || port > 65_535) {
      throw new WrongInput("--port " + port + " is no port: give one from 1 to 65535");
    }
    return port;
  }

  boolean isBrowserWanted() {
    return !noBrowser;
  }

  boolean isJupyterRequired() {
    if (jupyter && embedded) {
      throw new WrongInput("--jupyter and --embedded exclude each other: give one of them");
    }
    return jupyter;
  }

  boolean isEmbedded() {
    return embedded;
  }
}
