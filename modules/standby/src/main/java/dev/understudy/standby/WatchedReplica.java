package dev.understudy.standby;

import dev.understudy.cluster.Handlers;
import dev.understudy.recovery.RecoveryMessage.Alive;
import dev.understudy.recovery.RecoveryMessage.Heartbeat;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.standby.ArchiveMessage.LogRead;
import dev.understudy.standby.ArchiveMessage.NotHere;
import dev.understudy.standby.ArchiveMessage.ReadLog;
import java.util.List;

/** A replica that tells a monitor that it is alive, and from which backups may be made. */
final class WatchedReplica extends Replica {
  WatchedReplica(Mode mode) {
    super(mode);
  }

  @Override
  protected Handlers handlers() {
    return super.handlers()
        .on(Heartbeat.class, (monitor, heartbeat) -> reply(new Alive()))
        .on(ReadLog.class, this::onReadLog)
        .answers(Alive.class, LogRead.class, NotHere.class);
  }

  private void onReadLog(String archivist, ReadLog read) {
    State state = state();
    List<Entry> log = state.log();
    long before = state.lastIndex() - log.size(); // entries that a snapshot stands for
    boolean isKnown = read.index() == 0 && before == 0
        || read.index() > before
            && read.index() <= state.committed()
            && log.get((int) (read.index() - before) - 1).epoch() == read.epoch();
    if (!isKnown) {
      reply(new NotHere(read.index()));
      return;
    }
    long end = Math.min(state.committed(), read.index() + read.most());
    reply(new LogRead(log.subList((int) (read.index() - before), (int) (end - before))));
  }
}
