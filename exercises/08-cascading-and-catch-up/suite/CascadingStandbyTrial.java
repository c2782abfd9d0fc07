import dev.understudy.cluster.Node;
import dev.understudy.replication.suite.CascadingStandbySuite;

/** Hands your class to the suite that also judges {@code dev.understudy.replication.standby.Standby}. */
class CascadingStandbyTrial extends CascadingStandbySuite {
  @Override
  protected Node standby(String... upstreams) {
    return new CascadingStandby(upstreams);
  }

  @Override
  protected View view(Record state) {
    CascadingStandby.State seen = (CascadingStandby.State) state;
    return new View(seen.upstream(), seen.label(), seen.log());
  }
}
