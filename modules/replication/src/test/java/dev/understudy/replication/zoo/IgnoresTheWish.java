package dev.understudy.replication.zoo;

import dev.understudy.replication.Durability;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;

/** R1 with a wish: acknowledges by its mode whatever a client wishes for. */
public final class IgnoresTheWish extends Replica {
  public IgnoresTheWish() {
    super(Mode.ASYNC, new Rules() {
      @Override
      protected Durability kept(Durability wish) {
        return null;
      }
    });
  }
}
