package dev.understudy.replication;

/**
 * Says which snapshot: two with the same stamp add up to the same, whoever has made them.
 *
 * @param index the index of the last entry that it stands for
 * @param epoch the epoch of that entry
 * @param chunks how many chunks it has
 * @param hash the fingerprint of what it adds up to, sessions included
 */
public record Stamp(long index, long epoch, int chunks, long hash) {
  /** Its name as a file, unlike that of any other. */
  String fileName() {
    return "snapshot-up-to-" + index + "-of-epoch-" + epoch;
  }

  @Override
  public String toString() {
    return "snapshot up to " + index + " of epoch " + epoch + " in " + chunks
        + (chunks == 1 ? " chunk" : " chunks");
  }
}
