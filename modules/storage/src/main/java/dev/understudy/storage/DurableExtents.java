package dev.understudy.storage;

import java.util.ArrayList;
import java.util.List;

/** How far a journal is durable, file by file. */
final class DurableExtents {
  // Volatile, all of it: recovery reads it from the files again.
  private final List<Extent> extents;
  private WriteAheadLog.Base end;
  private long mark;

  /**
   * What recovery found.
   *
   * @param end the newest record, also when no file holds it any more
   * @param mark the durable mark in that record
   */
  DurableExtents(WriteAheadLog.Base end, long mark, List<Extent> extents) {
    this.end = end;
    this.mark = mark;
    this.extents = new ArrayList<>(extents);
  }

  /** The newest durable record. */
  WriteAheadLog.Base end() {
    return end;
  }

  List<Extent> all() {
    return List.copyOf(extents);
  }

  /** The durable mark in the newest durable record. */
  long mark() {
    return mark;
  }

  /**
   * These pieces are durable now too; the first of them may be one that has grown. The last record
   * has this durable mark.
   */
  void add(List<Extent> flushed, long newMark) {
    mark = newMark;
    for (Extent extent : flushed) {
      int last = extents.size() - 1;
      if (last >= 0 && extents.get(last).file().equals(extent.file())) {
        extents.set(last, extent);
      } else {
        extents.add(extent);
      }
      end = new WriteAheadLog.Base(extent.lastLsn(), extent.checksum());
    }
  }

  void remove(String file) {
    extents.removeIf(extent -> extent.file().equals(file));
  }
}
