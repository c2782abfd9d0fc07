package dev.understudy.stateless.zoo;

import dev.understudy.stateless.LoadBalancer;
import dev.understudy.stateless.StatelessStage;

/** X5 removed: who does not answer gets its share of the requests all the same. */
public final class TrustsTheSilent extends LoadBalancer {
  public TrustsTheSilent() {
    super(StatelessStage.POOL);
  }

  @Override
  protected void suspect(String node) {}
}
