package dev.understudy.backup;

import dev.understudy.storage.Hold;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * Backups in which a rule may be left out: as it stands, the real ones; with a method overridden, a
 * broken twin.
 */
public interface BackupTwin {

  /** Which links of a chain are restored. */
  default List<Link> replayed(List<Link> chain) {
    return chain;
  }

  /** On which link one stands. */
  default Link parentOf(Link child, Contents contents) {
    return Chain.parentOf(child, contents);
  }

  /** Whether a commit is in. */
  default boolean isIn(long lsn, long epochMillis, Goal goal) {
    return Chain.isIn(lsn, epochMillis, goal);
  }

  /** Holds the source for as long as it is copied. */
  default Hold held(BackupSource source) {
    return source.hold();
  }

  /** What is deleted, one after the other. */
  default List<Link> inOrderOfDeletion(List<Link> dropped, List<Link> all) {
    return Retention.childrenFirst(dropped);
  }

  /** How it is found out what a backup holds. */
  default Future<Verified> seen(
      List<Link> chain, Clock clock, Supplier<Future<Verified>> restoredAndOpened) {
    return restoredAndOpened.get();
  }

  /** Whether it is looked at what lies where a restore goes to. */
  default boolean looksAtPlace() {
    return true;
  }

  /** Refuses names that are none of a store. */
  default void checkNames(Link link) {
    Chain.checkNames(link);
  }

  /** The backups in a target under these rules. */
  default Backups backups(BackupTarget target, Clock clock) {
    return Backups.of(target, clock, rules());
  }

  /** A restore under these rules. */
  default Restore restore(BackupTarget target) {
    return Restore.from(target, rules());
  }

  /** A verification under these rules. */
  default Verification verification(BackupTarget target, Clock clock) {
    return Verification.of(target, clock, rules());
  }

  private BackupRules rules() {
    BackupTwin twin = this;
    return new BackupRules() {
      @Override
      public List<Link> replayed(List<Link> chain) {
        return twin.replayed(chain);
      }

      @Override
      public Link parentOf(Link child, Contents contents) {
        return twin.parentOf(child, contents);
      }

      @Override
      public boolean isIn(long lsn, long epochMillis, Goal goal) {
        return twin.isIn(lsn, epochMillis, goal);
      }

      @Override
      public Hold held(BackupSource source) {
        return twin.held(source);
      }

      @Override
      public List<Link> inOrderOfDeletion(List<Link> dropped, List<Link> all) {
        return twin.inOrderOfDeletion(dropped, all);
      }

      @Override
      public Future<Verified> seen(
          List<Link> chain, Clock clock, Supplier<Future<Verified>> restoredAndOpened) {
        return twin.seen(chain, clock, restoredAndOpened);
      }

      @Override
      public void checkPlace(RestorePlace place) {
        if (twin.looksAtPlace()) {
          place.checkEmpty();
        }
      }

      @Override
      public void checkNames(Link link) {
        twin.checkNames(link);
      }
    };
  }
}
