package dev.understudy.backup.suite;

import static dev.understudy.backup.RememberedStore.result;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.Chain;
import dev.understudy.backup.Contents;
import dev.understudy.backup.Goal;
import dev.understudy.backup.Link;
import dev.understudy.backup.RememberedStore;
import dev.understudy.backup.Restore;
import dev.understudy.storage.Commit;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.Extent;
import dev.understudy.storage.SegmentReader;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.WriteAheadLog.Base;
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
  private final Map<String, List<Numbered>> commits = new TreeMap<>(); // by link, as far as read

  /**
   * A commit of the log.
   *
   * @param lsn its number: the first one is 1
   */
  public record Numbered(long lsn, Commit commit) {}

  Archive(BackupTarget target) {
    this.target = target;
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
    long from = full.manifest().from().lsn();
    return restored(Restore.from(target).toIndex(from)).content();
  }

  /**
   * The commits whose records lie in a link, in their order. A log is copied by segments: the first
   * ones of a full link may stand before its snapshot.
   */
  public List<Numbered> commits(Link link) {
    return commits.computeIfAbsent(link.id(), id -> read(link));
  }

  private List<Numbered> read(Link link) {
    SimulatedDisk place = new SimulatedDisk(new Random(1));
    List<Extent> extents =
        restored(Restore.from(target).toLink(link.id()), place).extents();
    long from = chain(link).get(0).equals(link) ? 0 : link.manifest().from().lsn();
    List<Numbered> found = new ArrayList<>();
    for (Extent extent : extents) {
      SegmentReader.read(place, extent, Base.START, (record, payload) -> {
        if (record.lsn() > from) {
          found.add(new Numbered(record.lsn(), Commit.decode(payload)));
        }
        return true;
      });
    }
    return List.copyOf(found);
  }

  private static DurableStore restored(Restore restore) {
    return restored(restore, new SimulatedDisk(new Random(1)));
  }

  private static DurableStore restored(Restore restore, SimulatedDisk place) {
    result(restore.into(place));
    return RememberedStore.opened(place);
  }
}
