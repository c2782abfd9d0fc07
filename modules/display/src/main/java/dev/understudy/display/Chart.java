package dev.understudy.display;

/** A picture of numbers. */
public sealed interface Chart extends Picture {
  /** placeholder. */
  record Empty(String title, String svg, String text) implements Chart {}
}
