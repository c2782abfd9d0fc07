package dev.understudy.replication.standby.zoo;

/** R4: feeds others with all that it has, also what is not committed. */
public final class FeedsUncommitted extends NarrowRules {
  @Override
  protected long fedUpTo(long committed, long lastIndex) {
    return lastIndex;
  }
}
