package dev.understudy.cluster.trace;

/** What a {@link TraceEvent.Saved} says of a node that gives up what it had staged. */
public record Unstaged() {
  @Override
  public String toString() {
    return "that nothing is staged";
  }
}
