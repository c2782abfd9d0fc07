package dev.understudy.replication.chaos;

import dev.understudy.replication.LogBounds;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Rules;
import dev.understudy.replication.SemiSync;

/** A replica that hardly keeps a log, and hands over its snapshots in chunks of a few characters. */
public class ShortLogged extends Replica {
  private static final LogBounds SHORT = new LogBounds(8, 2, 20, 1);

  /** Ours. */
  public ShortLogged(Mode mode, SemiSync semiSync) {
    super(mode, semiSync);
  }

  /** One by other rules: a broken twin. */
  protected ShortLogged(Mode mode, Rules rules) {
    super(mode, rules);
  }

  /** The same; with SEMI_SYNC it waits as this says. */
  protected ShortLogged(Mode mode, SemiSync semiSync, Rules rules) {
    super(mode, semiSync, rules);
  }

  @Override
  protected LogBounds logBounds() {
    return SHORT;
  }
}
