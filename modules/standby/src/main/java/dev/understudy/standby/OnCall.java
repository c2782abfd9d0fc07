package dev.understudy.standby;

import dev.understudy.cluster.Handlers;
import dev.understudy.recovery.RecoveryMessage.TakeOver;
import dev.understudy.replication.Operator;
import java.time.Duration;

/** An operator whom a monitor calls: prepares what there is to prepare, and promotes. */
final class OnCall extends Operator {
  private final Duration preparation;
  private boolean isCalled;

  OnCall(Duration preparation) {
    this.preparation = preparation;
  }

  @Override
  protected Handlers handlers() {
    return super.handlers().on(TakeOver.class, (monitor, order) -> prepare());
  }

  private void prepare() {
    if (!isCalled) {
      isCalled = true;
      setTimer("prepare", preparation, () -> {
        trace(Phase.PREPARE.remark());
        promoteAfter(Duration.ZERO);
      });
    }
  }
}
