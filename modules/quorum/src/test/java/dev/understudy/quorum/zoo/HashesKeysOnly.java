package dev.understudy.quorum.zoo;

import dev.understudy.quorum.Change.Copy;
import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.Rules;

/** K5 removed: the leaves of its tree say which keys there are, and not which versions. */
public final class HashesKeysOnly extends Keeper {
  public HashesKeysOnly(Rules rules) {
    super(rules);
  }

  @Override
  protected long leafHash(Copy copy) {
    return copy.key().hashCode();
  }
}
