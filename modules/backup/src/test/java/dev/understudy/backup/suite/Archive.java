package dev.understudy.backup.suite;

import static dev.understudy.backup.RememberedStore.result;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.Chain;
import dev.understudy.backup.Contents;
import dev.understudy.backup.Goal;
import dev.understudy.backup.Kind;
import dev.understudy.backup.Link;
import dev.understudy.backup.Piece;
import dev.understudy.backup.RememberedStore;
import dev.understudy.backup.Restore;
import dev.understudy.storage.Commit;
import dev.understudy.storage.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** What lies in a target, read for whoever wants to know which commits are where. */
public final class Archive {
  private final BackupTarget target;
  private final Contents contents;
  private final Map<String, SortedMap<String, String>> snapshots = new TreeMap<>(); // by full link
  private final List<Commit> written; // the first one has the number 1

  /**
   * A commit of the log.
   *
   * @param lsn its number: the first one is 1
   */
  public record Numbered(long lsn, Commit commit) {}

  Archive(BackupTarget target, List<Commit> written) {
    this.target = target;
    this.written = List.copyOf(written);
    this.contents = Contents.of(target);
  }

  /** Where all this lies. */
  public BackupTarget target() {
    return target;
  }

  /** All links, the oldest first; each one's manifest says from which point to which it reaches. */
  public List<Link> links() {
    return contents.links();
  }

  /** The links that lead from a full one to this one, which is the last; they are checked. */
  public List<Link> chain(Link tip) {
    return Chain.to(new Goal.ToLink(tip.id()), contents).links();
  }

  /** The state of the store at the point from which a full link reaches on: that is its snapshot. */
  public SortedMap<String, String> snapshot(Link full) {
    return snapshots.computeIfAbsent(full.id(), id -> read(full));
  }

  private SortedMap<String, String> read(Link full) {
    long from = full.manifest().from().lsn();
    SimulatedDisk place = new SimulatedDisk(new Random(1));
    result(Restore.from(target).toIndex(from).into(place));
    return RememberedStore.opened(place).content();
  }

  /**
   * The commits whose records lie in a link, in their order. A log is copied by segments: the first
   * ones of a full link may stand before its snapshot.
   */
  public List<Numbered> commits(Link link) {
    List<Numbered> commits = new ArrayList<>();
    for (long lsn = first(link); lsn <= link.manifest().to().lsn(); lsn++) {
      commits.add(new Numbered(lsn, written.get((int) lsn - 1)));
    }
    return commits;
  }

  /** The number of the first record in a link. */
  private static long first(Link link) {
    long behindStart = link.manifest().from().lsn() + 1;
    return link.manifest().kind() != Kind.FULL
        ? behindStart
        : link.manifest().pieces().stream()
            .map(Piece::file)
            .filter(file -> file.startsWith("wal-"))
            .mapToLong(file -> Long.parseLong(file, 4, 20, 16))
            .findFirst()
            .orElse(behindStart);
  }
}
