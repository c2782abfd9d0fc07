import dev.understudy.cluster.Node;
import dev.understudy.replication.Configuration;
import dev.understudy.replication.Mode;
import dev.understudy.replication.ReplicationMessage.Configure;
import dev.understudy.replication.SemiSync;
import dev.understudy.replication.suite.SemiSyncAndSyncSuite;
import java.util.List;

/** Hands your class to the suite that also judges {@code dev.understudy.replication.Replica}. */
class SemiSyncAndSyncTrial extends SemiSyncAndSyncSuite {
  @Override
  protected Node replica(Mode mode, SemiSync semiSync) {
    return new SemiSyncAndSync(mode, semiSync);
  }

  @Override
  protected View view(Record state) {
    SemiSyncAndSync.State seen = (SemiSyncAndSync.State) state;
    return new View(seen.log(), seen.isAlone(), seen.inSync());
  }

  @Override
  protected List<Record> removal(long order, List<String> inSync) {
    return List.of(new Configure(new Configuration(1, order, Mode.SYNC, inSync)));
  }
}
