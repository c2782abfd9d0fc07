import dev.understudy.cluster.Node;
import dev.understudy.replication.suite.LogShippingSuite;

/** Hands your class to the suite that also judges {@code dev.understudy.replication.Replica}. */
class LogShippingTrial extends LogShippingSuite {
  @Override
  protected Node replica() {
    return new LogShipping();
  }

  @Override
  protected View view(Record state) {
    LogShipping.State seen = (LogShipping.State) state;
    return new View(seen.leading(), seen.log(), seen.committed(), seen.content());
  }

  @Override
  protected Limits limits() {
    return new Limits(LogShipping.MOST_PER_MESSAGE, LogShipping.MOST_UNDER_WAY);
  }
}
