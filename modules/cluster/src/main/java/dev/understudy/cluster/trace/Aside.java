package dev.understudy.cluster.trace;

/**
 * What a {@link TraceEvent.Saved} says of records that a node is about to give up, and keeps in a file
 * for its operator.
 *
 * @param file the file's name
 * @param records how many records it has
 * @param characters how long it is
 */
public record Aside(String file, int records, long characters) {
  @Override
  public String toString() {
    return records + (records == 1 ? " record" : " records") + " aside in " + file + ", "
        + characters + " characters";
  }
}
