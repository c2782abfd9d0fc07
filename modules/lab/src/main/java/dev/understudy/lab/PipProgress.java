package dev.understudy.lab;

import java.util.function.Consumer;

/** What pip prints, told in few lines. */
final class PipProgress implements Consumer<String> {
  private static final int PACKAGES_A_LINE = 20;

  private final Console console;
  private volatile String lastComplaint = "no complaint was printed";
  private int packages;

  PipProgress(Console console) {
    this.console = console;
  }

  @Override
  public void accept(String line) {
    boolean isPackage = line.startsWith("Collecting ") || line.startsWith("Processing ");
    if (isPackage && ++packages % PACKAGES_A_LINE == 0) {
      console.tell("  " + packages + " packages found...");
    } else if (line.startsWith("Installing collected packages")) {
      console.tell("  installing " + line.split(",").length + " packages...");
    } else if (line.toLowerCase(java.util.Locale.ROOT).startsWith("error")) {
      lastComplaint = line;
    }
  }

  /** Why it failed, in one line. */
  String lastComplaint() {
    return lastComplaint;
  }
}
