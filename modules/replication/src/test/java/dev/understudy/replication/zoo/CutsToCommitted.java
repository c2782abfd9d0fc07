package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;

/** Z7: in a new epoch it cuts its log to what it believes to be committed, as Kafka once did. */
public final class CutsToCommitted extends Replica {
  public CutsToCommitted() {
    super(Mode.QUORUM);
  }

  @Override
  protected void obey(long number, String leader) {
    if (number > state().epoch()) {
      cutFrom(state().committed() + 1);
    }
    super.obey(number, leader);
  }
}
