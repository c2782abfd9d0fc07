package dev.understudy.standby;

import dev.understudy.cluster.Handlers;
import dev.understudy.recovery.RecoveryMessage.TakeOver;
import dev.understudy.replication.standby.Standby;
import java.time.Duration;

/** A standby that takes over when a monitor calls and somebody has made sure that nobody else leads. */
final class CalledStandby extends Standby {
  private final Duration decision;
  private boolean isCalled; // volatile: a monitor calls once

  CalledStandby(Duration decision, String... upstreams) {
    super(upstreams);
    this.decision = decision;
  }

  @Override
  protected Handlers handlers() {
    return super.handlers().on(TakeOver.class, (monitor, order) -> prepare());
  }

  private void prepare() {
    if (!isCalled) {
      isCalled = true;
      setTimer("prepare", decision, () -> {
        trace(Phase.PREPARE.remark());
        promote();
      });
    }
  }
}
