package dev.understudy.quorum.chaos;

import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.Rules;

/** Ours, with so short a journal that a run of chaos has many snapshots. */
public class ShortJournal extends Keeper {
  public ShortJournal(Rules rules) {
    super(rules);
  }

  @Override
  protected final int changesKept() {
    return 6;
  }
}
