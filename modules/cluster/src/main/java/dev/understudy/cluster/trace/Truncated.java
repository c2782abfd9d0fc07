package dev.understudy.cluster.trace;

/**
 * What a {@link TraceEvent.Saved} says of a log that was cut.
 *
 * @param length how many entries it keeps
 */
public record Truncated(long length) {
  @Override
  public String toString() {
    return "the first " + length + " entries only";
  }
}
