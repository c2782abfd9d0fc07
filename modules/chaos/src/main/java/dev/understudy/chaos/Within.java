package dev.understudy.chaos;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.InvariantBroken;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what must come to pass when all is healed, for so long and no longer. */
public final class Within {
  private static final Duration GLANCE = Duration.ofMillis(10);

  private final Cluster cluster;
  private final Duration most;

  /** Waits in this cluster, each time for so long at most. */
  public Within(Cluster cluster, Duration most) {
    this.cluster = cluster;
    this.most = most;
  }

  /**
   * The result of the future.
   *
   * @throws InvariantBroken if it does not complete in time
   */
  public <T> T await(Future<T> future, String invariant) {
    until(future::isComplete, invariant);
    return cluster.await(future);
  }

  /**
   * Waits until this is so.
   *
   * @throws InvariantBroken if it is not so in time
   */
  public void until(BooleanSupplier isSo, String invariant) {
    Duration last = cluster.now().plus(most);
    while (!isSo.getAsBoolean()) {
      InvariantBroken.unless(
          cluster.now().compareTo(last) < 0,
          invariant,
          () -> most.toSeconds() + " s after all was healed it has not");
      cluster.runFor(GLANCE);
    }
  }
}
