package dev.understudy.notebook;

/** Stands for a library that computes without end and heeds no interrupt. */
public final class Deaf {
  static volatile boolean enough;

  private Deaf() {}

  /** Returns when the test has had enough. */
  public static void listen() {
    while (!enough) {
      Thread.onSpinWait();
    }
  }
}
