package dev.understudy.replication;

import dev.understudy.cluster.Node;
import dev.understudy.replication.ReplicationMessage.Promote;
import dev.understudy.replication.ReplicationMessage.Survey;
import dev.understudy.replication.suite.SemiSyncAndSyncSuite;
import java.util.List;

/** Our own replica before the suite that judges the exercise on semi-sync and sync. */
class ReplicaSemiSyncAndSyncTest extends SemiSyncAndSyncSuite {
  @Override
  protected Node replica(Mode mode, SemiSync semiSync) {
    return new Replica(mode, semiSync);
  }

  @Override
  protected View view(Record state) {
    Replica.State seen = (Replica.State) state;
    return new View(seen.log(), seen.isAlone(), seen.configuration().members());
  }

  /** Under a new epoch of the same leader. */
  @Override
  protected List<Record> removal(long order, List<String> inSync) {
    long epoch = order + 1;
    return List.of(new Survey(epoch), new Promote(new Configuration(epoch, 0, Mode.SYNC, inSync)));
  }
}
