package dev.understudy.backup;

import dev.understudy.storage.Extent;
import dev.understudy.storage.Hold;
import dev.understudy.storage.SnapshotFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a new link shall hold.
 *
 * @param kind what it is
 * @param parent on which it stands; null for a full one
 * @param from what its log leads on from
 * @param to the last commit when the source was held
 * @param parts what of the source's files is to be copied
 */
record Plan(Kind kind, Link parent, Point from, Point to, List<Part> parts) {

  /** Consecutive bytes of a file of the source. */
  record Part(String file, long offset, long bytes) {}

  Plan {
    parts = List.copyOf(parts);
  }

  long bytes() {
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  /** True when the parent holds everything already. */
  boolean isEmpty() {
    return parent != null && to.isSame(from);
  }

  /**
   * Plans a link.
   *
   * @param newest the link on which it shall stand; for a full one the newest of all, or null
   */
  static Plan of(Kind kind, Hold hold, Link newest) {
    if (newest != null && !newest.manifest().system().equals(hold.system())) {
      throw new RefusedBackupException(
          "%s in this target is of the system %s, and this is %s: "
              + "give each store a target of its own",
          newest.id(), newest.manifest().system(), hold.system());
    }
    Point to = new Point(hold.lsn(), hold.checksum(), hold.time());
    List<Extent> extents = hold.extents();
    return kind == Kind.FULL ? full(hold, to, extents) : behind(newest, kind, to, extents);
  }

  private static Plan full(Hold hold, Point to, List<Extent> extents) {
    List<Part> parts = new ArrayList<>();
    Point from = Point.START;
    if (!hold.snapshots().isEmpty()) {
      SnapshotFile newest = hold.snapshots().get(hold.snapshots().size() - 1);
      Instant time = Instant.ofEpochMilli(newest.epochMillis());
      from = new Point(newest.lsn(), newest.checksum(), time);
      parts.add(new Part(newest.file(), 0, newest.bytes()));
    }
    for (Extent extent : extents) {
      if (extent.lastLsn() > from.lsn()) {
        parts.add(new Part(extent.file(), 0, extent.bytes()));
      }
    }
    return new Plan(Kind.FULL, null, from, to, parts);
  }

  private static Plan behind(Link parent, Kind kind, Point to, List<Extent> extents) {
    Point from = parent.manifest().to();
    if (to.lsn() < from.lsn() || (to.lsn() == from.lsn() && !to.isSame(from))) {
      throw parted(parent, to);
    }
    List<Part> parts = new ArrayList<>();
    for (Extent extent : extents) {
      if (extent.lastLsn() > from.lsn()) {
        if (parts.isEmpty() && extent.firstLsn() > from.lsn() + 1) {
          throw new RefusedBackupException(
              "%s ends with %s, but the log of the store begins with record %d: "
                  + "what lies between was cut away; make a full backup",
              parent.id(), from, extent.firstLsn());
        }
        Part rest = rest(extent, parent.manifest().lastLogPiece());
        if (rest.bytes() <= 0) {
          throw parted(parent, to);
        }
        parts.add(rest);
      }
    }
    return new Plan(kind, parent, from, to, parts);
  }

  private static RefusedBackupException parted(Link parent, Point to) {
    return new RefusedBackupException(
        "the store, which is at %s, does not go on from %s, which ends with %s: "
            + "was it restored to an earlier point? make a full backup",
        to, parent.id(), parent.manifest().to());
  }

  private static Part rest(Extent extent, Piece known) {
    long offset = known != null && known.file().equals(extent.file()) ? known.end() : 0;
    return new Part(extent.file(), offset, extent.bytes() - offset);
  }
}
