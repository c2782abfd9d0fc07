package dev.understudy.quorum.zoo;

import dev.understudy.quorum.Change.Copy;
import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.Rules;
import java.util.List;

/** K1 removed: takes the copy that came last for the newest, whatever its version. */
public final class NewestByArrival extends Keeper {
  public NewestByArrival(Rules rules) {
    super(rules);
  }

  @Override
  protected Copy newest(List<Copy> found) {
    return found.get(found.size() - 1);
  }
}
