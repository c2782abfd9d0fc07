package dev.understudy.stateless.zoo;

import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.stateless.Database;
import dev.understudy.storage.ExactlyOnceStore;
import java.util.Collections;
import java.util.List;

/** X1 removed: a crash leaves the content and takes the table, as a cache of request ids does. */
public final class TableNotSaved extends Database {
  @Override
  protected ExactlyOnceStore recovered(List<Request> saved) {
    return ExactlyOnceStore.of(super.recovered(saved).snapshot(), Collections.emptySortedMap());
  }
}
