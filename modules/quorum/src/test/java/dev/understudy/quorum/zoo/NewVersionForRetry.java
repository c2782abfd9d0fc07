package dev.understudy.quorum.zoo;

import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.QuorumMessage.Standing;
import dev.understudy.quorum.Rules;
import dev.understudy.quorum.Version;
import java.util.List;
import java.util.Optional;

/** K2 removed: a client that asks again elsewhere has written anew, and later than it did. */
public final class NewVersionForRetry extends Keeper {
  public NewVersionForRetry(Rules rules) {
    super(rules);
  }

  @Override
  protected Optional<Version> givenBefore(List<Standing> standings) {
    return Optional.empty();
  }
}
