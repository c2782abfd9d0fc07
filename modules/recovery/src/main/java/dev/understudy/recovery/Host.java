package dev.understudy.recovery;

import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** A host without a database, on whose loop people and jobs do their work. */
final class Host extends Node {
  /** Nothing to be seen. */
  record State() {}

  @Override
  protected Handlers handlers() {
    return Handlers.of();
  }

  @Override
  public State state() {
    return new State();
  }

  /** Does something here. */
  <T> Future<T> work(Supplier<Future<T>> job) {
    Promise<T> result = Promise.promise();
    begin(turn -> {
      Future.<Void>succeededFuture().compose(now -> job.get()).onComplete(result);
      turn.complete();
    });
    return result.future();
  }

  /** Says for the trace what is done here. */
  void note(String remark) {
    trace(remark);
  }
}
