import dev.understudy.backup.Link;
import dev.understudy.backup.Point;
import dev.understudy.backup.RefusedBackupException;
import dev.understudy.backup.suite.Archive;
import dev.understudy.backup.suite.Archive.Numbered;
import dev.understudy.storage.Command;
import dev.understudy.storage.KeyValueStore;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Has a store of the past back: the state of the snapshot in a full link, and then the log, commit by
 * commit, up to the right one and no further.
 *
 * <p>Commits are numbered without a gap. Their times never go back from one to the next, but many may
 * have the same: a millisecond is long, and a clock may have stood still.
 */
final class PointInTime {
  /** What was restored: the number of the last commit that is in, and all values. */
  record Restored(long lsn, SortedMap<String, String> content) {}

  private final Archive archive;

  PointInTime(Archive archive) {
    this.archive = archive;
  }

  /** The state of a time: all commits up to it, those of its very millisecond included. */
  Restored restoreTo(Instant time) {
    Link tip = tipFor(time);
    // begin: yours
    // > // Replay the chain of this tip. Which commits are in?
    // > return replay(archive.chain(tip), numbered -> true);
    return replay(archive.chain(tip), numbered -> !timeOf(numbered).isAfter(time));
    // end: yours
  }

  /** A link whose chain holds all commits up to this time. */
  private Link tipFor(Instant time) {
    // begin: yours
    // > // Look at archive.links(), oldest first. A link will do when
    // > // - its chain begins early enough: start(link) is the point of the snapshot in it;
    // > // - no commit of this time can come behind it. When do you know that? And what do you take
    // > //   when no link proves it, because the newest one ends at this very time?
    // > // When no link will do, throw a RefusedBackupException that says so.
    // > return archive.links().get(0);
    Link newest = null;
    for (Link link : archive.links()) {
      boolean beginsInTime = !start(link).time().isAfter(time);
      if (beginsInTime && end(link).time().isAfter(time)) {
        return link;
      }
      if (beginsInTime && end(link).time().equals(time)) {
        newest = link;
      }
    }
    if (newest == null) {
      throw new RefusedBackupException("%s is out of reach of these backups", time);
    }
    return newest;
    // end: yours
  }

  /** The state in the snapshot of a chain, and then its commits, as long as they are in. */
  private Restored replay(List<Link> chain, Predicate<Numbered> isIn) {
    Link full = chain.get(0);
    KeyValueStore store = KeyValueStore.of(archive.snapshot(full));
    long lsn = full.manifest().from().lsn();
    // begin: yours
    // > // For each link of the chain, and each of archive.commits(link): is it in, and is it
    // > // not yet in the store? Then store.apply its commit().command(), and lsn is its number.
    for (Link link : chain) {
      for (Numbered numbered : archive.commits(link)) {
        if (isIn.test(numbered) && numbered.lsn() > lsn) {
          store.apply(numbered.commit().command());
          lsn = numbered.lsn();
        }
      }
    }
    // end: yours
    return new Restored(lsn, store.snapshot());
  }

  /** The state just before the newest delete of a key: with all that came before it. */
  Restored restoreBeforeDeleteOf(String key) {
    // begin: yours
    // > // Find the newest commit that deletes this key, wherever it is kept; refuse when there is
    // > // none. Then find a link that reaches to it, and whose chain begins before it. Replay:
    // > // which commits are in? Its time does not tell, its number does.
    // > return new Restored(0, new KeyValueStore().snapshot());
    long mistake = 0;
    Link tip = null;
    for (Link link : archive.links()) {
      for (Numbered numbered : archive.commits(link)) {
        boolean isBehindStart = start(link).lsn() < numbered.lsn();
        if (deletes(numbered, key) && isBehindStart && numbered.lsn() > mistake) {
          mistake = numbered.lsn();
          tip = link;
        }
      }
    }
    if (tip == null) {
      throw new RefusedBackupException("no delete of %s is kept", key);
    }
    long before = mistake;
    return replay(archive.chain(tip), numbered -> numbered.lsn() < before);
    // end: yours
  }

  // Everything below is yours to use and need not be changed.

  /** From where the log of this link's chain leads on: all commits before it are in the snapshot. */
  private Point start(Link link) {
    return archive.chain(link).get(0).manifest().from();
  }

  /** The last commit of a link. */
  private static Point end(Link link) {
    return link.manifest().to();
  }

  private static Instant timeOf(Numbered numbered) {
    return Instant.ofEpochMilli(numbered.commit().epochMillis());
  }

  private static boolean deletes(Numbered numbered, String key) {
    return numbered.commit().command() instanceof Command.Delete delete
        && delete.key().equals(key);
  }
}
