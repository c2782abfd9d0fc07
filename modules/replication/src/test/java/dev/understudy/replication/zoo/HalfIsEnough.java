package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;

/** Z13: takes half of the members, rounded down, for a majority. */
public final class HalfIsEnough extends Operator {
  public HalfIsEnough(Mode mode) {
    super(mode);
  }

  @Override
  protected int answersNeeded(int members) {
    return members / 2;
  }
}
