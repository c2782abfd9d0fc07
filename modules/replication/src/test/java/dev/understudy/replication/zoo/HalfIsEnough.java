package dev.understudy.replication.zoo;

import dev.understudy.replication.Operator;

/** Z13: takes half of the members, rounded down, for a majority. */
public final class HalfIsEnough extends Operator {
  @Override
  protected int answersNeeded(int members) {
    return members / 2;
  }
}
