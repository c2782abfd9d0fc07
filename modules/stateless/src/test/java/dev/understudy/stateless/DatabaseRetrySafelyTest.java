package dev.understudy.stateless;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.stateless.suite.RetrySafelySuite;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.util.SortedMap;

/** Our own client and database before the suite that judges the exercise on asking again. */
class DatabaseRetrySafelyTest extends RetrySafelySuite {
  @Override
  protected Node client() {
    return new Client();
  }

  @Override
  protected Future<Outcome<String>> execute(Node client, Command command) {
    return ((Client) client).execute(command);
  }

  @Override
  protected Node store() {
    return new Database();
  }

  @Override
  protected SortedMap<String, String> content(Record state) {
    return ((Database.State) state).content();
  }
}
