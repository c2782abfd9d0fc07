package dev.understudy.backup;

import dev.understudy.storage.Hold;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * The rules on which the promises of backups stand, one a method, so that a broken twin can leave out
 * exactly one and the checks can prove that they notice.
 */
interface BackupRules {
  /** All of them. */
  BackupRules KEPT = new BackupRules() {};

  /** B1: what is restored is what every link of the chain holds. */
  default List<Link> replayed(List<Link> chain) {
    return chain;
  }

  /** B2: a link stands on the very parent that it names, and on no other. */
  default Link parentOf(Link child, Contents contents) {
    return Chain.parentOf(child, contents);
  }

  /** B3: a commit is in when it is not behind the goal. */
  default boolean isIn(long lsn, long epochMillis, Goal goal) {
    return Chain.isIn(lsn, epochMillis, goal);
  }

  /** B4: what is copied is what was durable at one moment, and it stays until it is copied. */
  default Hold held(BackupSource source) {
    return source.hold();
  }

  /** B5: a link goes only with all that stand on it, and after them. */
  default List<Link> inOrderOfDeletion(List<Link> dropped, List<Link> all) {
    return Retention.childrenFirst(dropped);
  }

  /** B6: only a store that was opened from a restore says what a backup holds. */
  default Future<Verified> seen(
      List<Link> chain, Clock clock, Supplier<Future<Verified>> restoredAndOpened) {
    return restoredAndOpened.get();
  }

  /** B7: a restore goes to an empty place only. */
  default void checkPlace(RestorePlace place) {
    place.checkEmpty();
  }

  /** B7: a name in a manifest is the name of a file of a store, and nothing else. */
  default void checkNames(Link link) {
    Chain.checkNames(link);
  }
}
