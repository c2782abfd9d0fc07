package dev.understudy.stateless.zoo;

import dev.understudy.stateless.LoadBalancer;
import dev.understudy.stateless.StatelessStage;

/** X4 removed: what a silent API node had under way is left to its client. */
public final class NeverRetries extends LoadBalancer {
  public NeverRetries() {
    super(StatelessStage.POOL);
  }

  @Override
  protected boolean isToBeRetried(int asked) {
    return false;
  }
}
