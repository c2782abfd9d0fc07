package dev.understudy.storage;

import io.vertx.core.Future;
import java.util.List;

/**
 * Opens a journal after a stop of any kind. First everything is read and judged; only then is
 * anything changed. A crash may interrupt the repair anywhere: whatever of it reached the disk, the
 * next recovery finds damage behind the same last record, may cut it for the same reason, and
 * carries on.
 */
final class Recovery {
  private final Disk disk;
  private final WriteAheadLog.Options options;
  private final JournalRules rules;
  private final JournalScan scan;

  Recovery(Disk disk, WriteAheadLog.Options options, JournalRules rules) {
    this.disk = disk;
    this.options = options;
    this.rules = rules;
    this.scan = new JournalScan(disk, options, rules);
  }

  Future<Recovered> run() {
    JournalScan.Damage damage = scan.damage();
    if (damage == null) {
      return recovered(scan.segments(), RecoveryReport.clean(scan.lastLsn()));
    }
    String file = scan.segments().get(damage.segment()).file().name();
    if (!rules.mayCut(scan.lastLsn() + 1, scan.highestMark())) {
      scan.close();
      throw new CorruptJournalException(
          file, damage.offset(), damage.found(), scan.lastLsn() + 1, scan.highestMark());
    }
    int kept = damage.misplaced() ? damage.segment() : damage.segment() + 1;
    long bytesCut = cut(damage, kept);
    return recovered(
        scan.segments().subList(0, kept),
        new RecoveryReport(scan.lastLsn(), bytesCut, file, damage.offset(), damage.found()));
  }

  private long cut(JournalScan.Damage damage, int kept) {
    long bytesCut = 0;
    for (JournalScan.Segment segment :
        scan.segments().subList(kept, scan.segments().size())) {
      bytesCut += segment.file().size();
      segment.file().close();
      disk.delete(segment.file().name());
    }
    if (!damage.misplaced()) {
      DiskFile torn = scan.segments().get(damage.segment()).file();
      bytesCut += torn.size() - damage.offset();
      torn.truncate(damage.offset());
    }
    return bytesCut;
  }

  /**
   * What was read may have been in the page cache only, and the repair surely is: the journal is
   * handed out when both are durable, since its owner will act on every record in it.
   */
  private Future<Recovered> recovered(List<JournalScan.Segment> segments, RecoveryReport report) {
    Future<Void> durable = Future.succeededFuture();
    for (JournalScan.Segment segment : segments) {
      durable = durable.compose(done -> rules.sync(disk, segment.file()));
    }
    return durable
        .compose(done -> rules.syncDirectory(disk))
        .onFailure(cause -> scan.close())
        .map(done -> {
          int last = segments.size() - 1;
          segments
              .subList(0, Math.max(0, last))
              .forEach(segment -> segment.file().close());
          JournalScan.Segment active = last < 0 ? null : segments.get(last);
          WriteAheadLog log =
              new WriteAheadLog(disk, options, rules, active, scan.lastLsn(), scan.lastChecksum());
          return new Recovered(log, scan.records(), report);
        });
  }
}
