package dev.understudy.storage;

import java.nio.ByteBuffer;

/** Reads one segment on its own, for whoever copies, checks or cuts a journal that is not open. */
public final class SegmentReader {

  /**
   * A record in a segment.
   *
   * @param lsn its number
   * @param end where it ends in the file, in bytes: the file may be cut here
   * @param checksum the checksum by which the next record is chained to it
   */
  public record Place(long lsn, long end, int checksum) {}

  /** Is shown the records one by one. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * Looks at a record.
     *
     * @param payload its bytes, for the time of this call only
     * @return whether to go on to the next one
     */
    boolean record(Place place, ByteBuffer payload);
  }

  private SegmentReader() {}

  /**
   * Reads the records of an extent from its first one on, and checks each of them and the chain
   * from one to the next.
   *
   * @throws CorruptJournalException when the file does not hold what the extent says
   */
  public static void read(Disk disk, Extent extent, Visitor visitor) {
    throw new UnsupportedOperationException("not written yet");
  }
}
