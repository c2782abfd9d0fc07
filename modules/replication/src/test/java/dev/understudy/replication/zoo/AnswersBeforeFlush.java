package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;

/** R3 with ASYNC: a leader tells its clients what its own disk does not hold yet. */
public final class AnswersBeforeFlush extends Replica {
  public AnswersBeforeFlush() {
    super(Mode.ASYNC);
  }

  @Override
  protected boolean speaksBeforeFlush() {
    return state().isLeading();
  }
}
