package dev.understudy.quorum.zoo;

import dev.understudy.quorum.Change.Copy;
import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.Rules;
import java.time.Duration;

/** K4 removed: drops tombstones while an owner may not have heard of the delete. */
public final class DropsTombstonesEarly extends Keeper {
  public DropsTombstonesEarly(Rules rules) {
    super(rules);
  }

  @Override
  protected boolean mayDrop(Copy tombstone, Duration age) {
    return true;
  }
}
