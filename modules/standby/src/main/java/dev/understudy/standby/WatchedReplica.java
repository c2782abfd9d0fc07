package dev.understudy.standby;

import dev.understudy.cluster.Handlers;
import dev.understudy.recovery.RecoveryMessage.Alive;
import dev.understudy.recovery.RecoveryMessage.Heartbeat;
import dev.understudy.replication.Entry;
import dev.understudy.replication.LogBounds;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Snapshot;
import dev.understudy.standby.ArchiveMessage.LogRead;
import dev.understudy.standby.ArchiveMessage.NotHere;
import dev.understudy.standby.ArchiveMessage.ReadLog;
import dev.understudy.standby.ArchiveMessage.ReadSnapshot;
import dev.understudy.standby.ArchiveMessage.SnapshotRead;
import java.util.List;

/** A replica that tells a monitor that it is alive, and from which backups may be made. */
final class WatchedReplica extends Replica {
  private final LogBounds bounds;

  WatchedReplica(Mode mode) {
    this(mode, LogBounds.DEFAULT);
  }

  /** One whose log may become so long. */
  WatchedReplica(Mode mode, LogBounds bounds) {
    super(mode);
    this.bounds = bounds;
  }

  @Override
  protected LogBounds logBounds() {
    return bounds;
  }

  @Override
  protected Handlers handlers() {
    return super.handlers()
        .on(Heartbeat.class, (monitor, heartbeat) -> reply(new Alive()))
        .on(ReadLog.class, this::onReadLog)
        .on(ReadSnapshot.class, this::onReadSnapshot)
        .answers(Alive.class, LogRead.class, NotHere.class, SnapshotRead.class);
  }

  private void onReadLog(String archivist, ReadLog read) {
    State state = state();
    List<Entry> log = state.log();
    long before = state.lastIndex() - log.size(); // entries that a snapshot stands for
    boolean isKnown = read.index() == before
        ? read.epoch() == (before == 0 ? 0 : state.front().base().epoch())
        : read.index() > before
            && read.index() <= state.committed()
            && log.get((int) (read.index() - before) - 1).epoch() == read.epoch();
    if (!isKnown) {
      reply(new NotHere(read.index(), before));
      return;
    }
    long end = Math.min(state.committed(), read.index() + read.most());
    reply(new LogRead(log.subList((int) (read.index() - before), (int) (end - before))));
  }

  private void onReadSnapshot(String archivist, ReadSnapshot read) {
    Snapshot snapshot = snapshot();
    boolean isKnown = snapshot != null && (read.of() == null || read.of().equals(snapshot.stamp()));
    if (isKnown) {
      reply(new SnapshotRead(snapshot.chunks().get(read.number())));
    }
  }
}
