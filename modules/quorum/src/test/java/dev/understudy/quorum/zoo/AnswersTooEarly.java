package dev.understudy.quorum.zoo;

import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.Rules;

/** K1 removed: a client is told when one node less than w has stored its write. */
public final class AnswersTooEarly extends Keeper {
  public AnswersTooEarly(Rules rules) {
    super(rules);
  }

  @Override
  protected int storesNeeded() {
    return super.storesNeeded() - 1;
  }
}
