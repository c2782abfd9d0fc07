package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Rules;
import dev.understudy.replication.chaos.ShortLogged;

/** R4: behind a snapshot it takes whatever entries come first. */
public final class JoinsWithAGap extends ShortLogged {
  public JoinsWithAGap() {
    super(Mode.QUORUM, new Rules() {
      @Override
      protected boolean fits(boolean isThere, boolean isEmpty) {
        return isThere || isEmpty;
      }
    });
  }
}
