package dev.understudy.quorum.zoo;

import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.Rules;

/** K3 removed: has handed over when it has sent, and not when the owner has it. */
public final class ForgetsHints extends Keeper {
  public ForgetsHints(Rules rules) {
    super(rules);
  }

  @Override
  protected boolean waitsForOwner() {
    return false;
  }
}
