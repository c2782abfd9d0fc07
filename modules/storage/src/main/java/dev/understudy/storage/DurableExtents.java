package dev.understudy.storage;

import java.util.ArrayList;
import java.util.List;

/** How far a journal is durable, file by file. */
final class DurableExtents {
  // Volatile, all of it: recovery reads it from the files again.
  private final List<Extent> extents;
  private WriteAheadLog.Base end;

  /** What recovery found: {@code end} is the newest record, also when no file holds it any more. */
  DurableExtents(WriteAheadLog.Base end, List<Extent> extents) {
    this.end = end;
    this.extents = new ArrayList<>(extents);
  }

  /** The newest durable record. */
  WriteAheadLog.Base end() {
    return end;
  }

  List<Extent> all() {
    return List.copyOf(extents);
  }

  /** These pieces are durable now too; the first of them may be one that has grown. */
  void add(List<Extent> flushed) {
    for (Extent extent : flushed) {
      if (extent.lastLsn() <= end.lsn()) {
        continue; // nothing of it is new, and it may have been deleted since
      }
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
