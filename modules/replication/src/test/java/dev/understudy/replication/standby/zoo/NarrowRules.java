package dev.understudy.replication.standby.zoo;

import dev.understudy.replication.LogBounds;
import dev.understudy.replication.standby.TreeRules;

/** Our rules, with so few entries under way that a short fault makes a standby lag. */
public class NarrowRules extends TreeRules {
  /** So short that snapshots are taken and handed over all the time. */
  static final LogBounds SHORT_LOG = new LogBounds(12, 4, 24, 2);

  @Override
  protected int mostEntriesUnderWay() {
    return 3;
  }
}
