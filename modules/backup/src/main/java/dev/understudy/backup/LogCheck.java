package dev.understudy.backup;

import dev.understudy.storage.RecordWalk;
import java.nio.ByteBuffer;

/**
 * Follows the log pieces of a chain as their bytes pass by: whether record follows record without a
 * hole from the snapshot, or from the parent's end, to where the manifest says.
 */
final class LogCheck {
  private final Point base;
  private final RecordWalk.Visitor visitor;
  private RecordWalk walk;

  /** The log must lead on from this point; the visitor sees its records, also those before it. */
  LogCheck(Point base, RecordWalk.Visitor visitor) {
    this.base = base;
    this.visitor = visitor;
  }

  /** The bytes that come now are of this segment, from this offset on. */
  void enter(String segment, long offset) {
    if (walk == null) {
      long first = SourceNames.firstLsn(segment);
      if (offset == 0 && first > base.lsn() + 1) {
        throw new IllegalArgumentException("%s begins with record %d, and record %d is nowhere"
            .formatted(segment, first, base.lsn() + 1));
      }
      boolean leadsOn = offset > 0 || first == base.lsn() + 1;
      walk = leadsOn
          ? RecordWalk.behind(base.lsn(), base.checksum(), visitor)
          : RecordWalk.fromAnywhere(this::passed);
    }
    walk.enter(segment, offset);
  }

  void pass(ByteBuffer bytes) {
    walk.pass(bytes);
  }

  /** Refuses an end that is not where the log was said to end. */
  void checkEnd(Point to) {
    if (walk == null) {
      checkSame(base.lsn(), base.checksum(), to);
    } else {
      walk.checkBetweenRecords();
      checkSame(walk.lastLsn(), walk.lastChecksum(), to);
    }
  }

  private static void checkSame(long lsn, int checksum, Point to) {
    if (lsn != to.lsn() || checksum != to.checksum()) {
      throw new IllegalArgumentException(
          "the log ends with record %d (checksum %08x) instead of record %d (checksum %08x)"
              .formatted(lsn, checksum, to.lsn(), to.checksum()));
    }
  }

  private void passed(long lsn, int checksum, long end, long epochMillis) {
    if (lsn == base.lsn() && checksum != base.checksum()) {
      throw new IllegalArgumentException(
          "record %d is another one than the snapshot or the parent ends with".formatted(lsn));
    }
    visitor.passed(lsn, checksum, end, epochMillis);
  }
}
