package dev.understudy.lab;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Carries out a plan: so many writes are under way, and each that is acknowledged makes room for the next. */
final class Load {
  private static final String CLIENT = "load";

  private final LoadPlan plan;
  private final OpenStore store;
  private final BooleanSupplier isStopped;
  private final Console each;
  private final Promise<Void> ended = Promise.promise();
  private LongConsumer listener = done -> {};
  private long begun;
  private long acknowledged;
  private long beganNanos;
  private long endedNanos;
  private long lastLsn;

  /**
   * A load that has not begun.
   *
   * @param isStopped whether no further write is to be begun
   * @param each is told of each acknowledged write, as soon as it is one; or null
   */
  Load(LoadPlan plan, OpenStore store, BooleanSupplier isStopped, Console each) {
    this.plan = plan;
    this.store = store;
    this.isStopped = isStopped;
    this.each = each;
  }

  /** Is told how many writes have been acknowledged. */
  void onProgress(LongConsumer newListener) {
    listener = newListener;
  }

  /** Writes; completes when all is acknowledged, or what was under way when it was stopped. On the store's loop. */
  Future<Void> run() {
    beganNanos = System.nanoTime();
    for (int i = 0; i < Math.min(plan.concurrency(), plan.records()); i++) {
      next();
    }
    endWhenAllIsAcknowledged(); // nothing was begun if it was stopped before
    return ended.future();
  }

  long acknowledged() {
    return acknowledged;
  }

  /** How many records the store had in the end, with those of others. */
  long lastLsn() {
    return lastLsn;
  }

  double seconds() {
    return (endedNanos - beganNanos) / 1e9;
  }

  private void next() {
    if (begun == plan.records() || isStopped.getAsBoolean()) {
      return;
    }
    long i = ++begun;
    store
        .put(CLIENT, plan.key(i), plan.value(i))
        .onSuccess(done -> onAcknowledged(i))
        .onFailure(ended::tryFail);
  }

  private void onAcknowledged(long i) {
    acknowledged++;
    if (each != null) {
      each.answer("acknowledged " + i + " " + plan.key(i));
    }
    listener.accept(acknowledged);
    next();
    endWhenAllIsAcknowledged();
  }

  private void endWhenAllIsAcknowledged() {
    if (acknowledged == begun) {
      endedNanos = System.nanoTime();
      lastLsn = store.store().lastLsn();
      ended.tryComplete();
    }
  }
}
