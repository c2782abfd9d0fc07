package dev.understudy.recovery;

import dev.understudy.recovery.RecoveryMessage.Fetch;
import dev.understudy.recovery.RecoveryMessage.Removed;
import dev.understudy.recovery.RecoveryMessage.Shipped;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.Extent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a primary hands its journal to a secondary: bytes of segments, as long as it has them. */
final class Shipping {
  private Shipping() {}

  /** Nothing is held for a secondary: what a snapshot has made needless is gone. */
  static Record answer(DurableStore store, Disk disk, Fetch fetch) {
    List<Extent> extents = store.extents();
    for (Extent extent : extents) {
      if (fetch.file().isEmpty() || extent.file().equals(fetch.file())) {
        if (extent.bytes() > fetch.offset()) {
          return shipped(disk, extent, fetch.offset(), fetch.mostBytes());
        }
      } else if (extent.file().compareTo(fetch.file()) > 0) {
        // The next one; the one that was asked for must be there too, or nobody knows its end.
        boolean isThere = extents.stream().anyMatch(e -> e.file().equals(fetch.file()));
        return isThere
            ? shipped(disk, extent, 0, fetch.mostBytes())
            : new Removed(fetch.file(), extents.get(0).file());
      }
    }
    return new Shipped(fetch.file(), fetch.offset(), "");
  }

  private static Shipped shipped(Disk disk, Extent extent, long offset, int mostBytes) {
    DiskFile file = disk.open(extent.file());
    try {
      int length = (int) Math.min(mostBytes, extent.bytes() - offset);
      byte[] bytes = file.read(offset, length).getBytes();
      return new Shipped(extent.file(), offset, new String(bytes, StandardCharsets.ISO_8859_1));
    } finally {
      file.close();
    }
  }
}
