package dev.understudy.quorum.zoo;

import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.Rules;

/** Z14: says that its disk holds a copy which it does not hold yet. */
public final class AcknowledgesBeforeFlush extends Keeper {
  public AcknowledgesBeforeFlush(Rules rules) {
    super(rules);
  }

  @Override
  protected boolean speaksBeforeFlush() {
    return true;
  }
}
