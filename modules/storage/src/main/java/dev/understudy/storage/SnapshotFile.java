package dev.understudy.storage;

/**
 * A snapshot on a disk: durable, read back and found whole, and never changed any more.
 *
 * @param file its name
 * @param lsn the last record whose change is in it
 * @param checksum the checksum of that record, by which the journal behind it is chained to it
 * @param epochMillis the time of the last commit in it, in milliseconds since 1970 (UTC)
 * @param bytes its length
 * @param stateHash the fingerprint of the state that it holds
 */
public record SnapshotFile(
    String file, long lsn, int checksum, long epochMillis, long bytes, long stateHash) {

  /** What the snapshot stands for: the journal may begin behind it. */
  public WriteAheadLog.Base base() {
    return new WriteAheadLog.Base(lsn, checksum);
  }
}
