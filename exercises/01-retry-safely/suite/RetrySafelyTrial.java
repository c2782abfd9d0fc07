import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.stateless.suite.RetrySafelySuite;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.util.SortedMap;

/**
 * Hands your classes to the suite that also judges {@code dev.understudy.cluster.Client} and {@code
 * dev.understudy.stateless.Database}.
 */
class RetrySafelyTrial extends RetrySafelySuite {
  @Override
  protected Node client() {
    return new RetrySafely.Caller();
  }

  @Override
  protected Future<Outcome<String>> execute(Node client, Command command) {
    return ((RetrySafely.Caller) client).execute(command);
  }

  @Override
  protected Node store() {
    return new RetrySafely.Store();
  }

  @Override
  protected SortedMap<String, String> content(Record state) {
    return ((RetrySafely.Store.State) state).content();
  }
}
