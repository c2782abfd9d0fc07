package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;
import dev.understudy.replication.SemiSync;
import dev.understudy.replication.chaos.ReadsSubject;
import dev.understudy.replication.reads.ReadRules;
import java.time.Duration;
import java.time.Instant;

/** V2: says by its wall clock as of when it knows something, and compares that with its own. */
public final class TrustsWallClocks extends Replica {
  /** Rules that read the wall clock of their node. */
  private static final class ByDate extends ReadRules {
    private TrustsWallClocks node;

    ByDate() {
      super(ReadsSubject.SLOWEST_CLOCK);
    }

    @Override
    protected Duration told(Duration age) {
      return Duration.between(Instant.EPOCH, node.wallClock().minus(age));
    }

    @Override
    protected Duration heard(Duration told) {
      return Duration.between(Instant.EPOCH.plus(told), node.wallClock());
    }
  }

  public TrustsWallClocks() {
    this(new ByDate());
  }

  private TrustsWallClocks(ByDate byDate) {
    super(Mode.QUORUM, SemiSync.DEFAULT, new Rules() {
      @Override
      protected ReadRules reads() {
        return byDate;
      }
    });
    byDate.node = this;
  }
}
