package dev.understudy.backup;

import dev.understudy.storage.Command;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.ExactlyOnceStore.Answer;
import io.vertx.core.Future;
import java.util.function.Predicate;

/**
 * The backup of single rows that nobody may lose, not even those since the last backup: they are
 * written to two stores before they are acknowledged.
 *
 * <p>It belongs to one context, as its stores do.
 */
public final class DualWrite {
  private final DurableStore first;
  private final DurableStore second;
  private final Predicate<String> isCritical;

  /**
   * Two stores on disks that do not fail together.
   *
   * @param isCritical whether a key is one of those that are written twice
   */
  public DualWrite(DurableStore first, DurableStore second, Predicate<String> isCritical) {
    this.first = first;
    this.second = second;
    this.isCritical = isCritical;
  }

  /**
   * Does a command once, in the first store and, when its key is critical, in the second one too.
   *
   * @return the first store's answer, when every store that it goes to has it durably; fails when
   *     one of them has failed. Then it may stand in the other one: nobody knows, and asking again
   *     under the same number gives both of them what is missing
   */
  public Future<Answer> execute(String client, long sequence, Command command) {
    Future<Answer> here = first.execute(client, sequence, command);
    if (!isCritical.test(command.key())) {
      return here;
    }
    return Future.join(here, second.execute(client, sequence, command)).map(both -> here.result());
  }
}
