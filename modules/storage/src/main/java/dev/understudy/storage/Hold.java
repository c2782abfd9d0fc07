package dev.understudy.storage;

import java.time.Instant;
import java.util.List;

/**
 * A store held as it is now, for whoever copies it: none of these files is deleted or changed until
 * {@link #close()}, while the store goes on. The snapshots and the journal behind them give exactly
 * the commits up to {@link #lsn()}.
 */
public interface Hold extends AutoCloseable {

  /** Where the files lie, for reading. */
  Disk disk();

  /** The id of the store. */
  String system();

  /** The last durable commit when the hold began. */
  long lsn();

  /** The checksum of that commit's record. */
  int checksum();

  /** The time of that commit; 1970 when there is none. */
  Instant time();

  /** The whole snapshots, oldest first; at most two. */
  List<SnapshotFile> snapshots();

  /** The durable journal, oldest first, without a gap; its last record is {@link #lsn()}. */
  List<Extent> extents();

  /** Lets the store delete again what nobody needs. A second call does nothing. */
  @Override
  void close();
}
