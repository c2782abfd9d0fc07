package dev.understudy.cluster.trace;

/**
 * What a {@link TraceEvent.Saved} says of a log all of whose entries were replaced by a snapshot.
 *
 * @param index up to where the snapshot stands for the entries: the next one has the index behind it
 * @param records how many records the snapshot has
 */
public record Replaced(long index, int records) {
  @Override
  public String toString() {
    return "a snapshot instead of the entries up to " + index;
  }
}
