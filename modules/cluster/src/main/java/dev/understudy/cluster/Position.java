package dev.understudy.cluster;

/**
 * The place of an entry in a replicated log. An index alone does not name an entry: the leader of a
 * later epoch may have put another one there.
 *
 * @param epoch the epoch of the leader that made the entry
 * @param index its place in the log, from 1
 */
public record Position(long epoch, long index) {
  /** No entry at all: where no log is replicated, or before its first entry. */
  public static final Position NONE = new Position(0, 0);

  @Override
  public String toString() {
    return epoch + ":" + index;
  }
}
