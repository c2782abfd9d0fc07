package dev.understudy.replication.standby.zoo;

import dev.understudy.replication.standby.TreeRules;

/** Our rules, with so few entries under way that a short fault makes a standby lag. */
public class NarrowRules extends TreeRules {
  @Override
  protected int mostEntriesUnderWay() {
    return 3;
  }
}
