package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;

/**
 * R1 removed: who has lost its disk obeys what the first of the others obeys, who may not have heard of
 * the epoch that it had promised itself.
 */
public final class BelievesTheFirst extends Replica {
  public BelievesTheFirst() {
    super(Mode.QUORUM, new Rules() {
      @Override
      protected int answersNeeded(int others) {
        return 1;
      }
    });
  }
}
