package dev.understudy.backup;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Which backups are kept: the newest full ones with all that stands on them, and besides the newest
 * full one on which a link was ever restored. Links whose chain is broken, and manifests that cannot
 * be read, are left to a person.
 */
public final class Retention {
  private final int fulls;

  private Retention(int fulls) {
    this.fulls = fulls;
  }

  /**
   * Keeps so many full backups.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Retention keepFull(int fulls) {
    if (fulls < 1) {
      throw new IllegalArgumentException(
          "a retention keeps 1 full backup or more, but it is told to keep " + fulls);
    }
    return new Retention(fulls);
  }

  /** What would go, in the order of the links. */
  public List<Link> dropped(Contents contents) {
    List<String> fullIds = contents.links().stream()
        .filter(link -> link.manifest().kind() == Kind.FULL)
        .map(Link::id)
        .toList();
    TreeSet<String> kept =
        new TreeSet<>(fullIds.subList(Math.max(0, fullIds.size() - fulls), fullIds.size()));
    String newestRestored = null;
    List<Link> whole = new ArrayList<>();
    for (Link link : contents.links()) {
      List<Link> chain = chain(link, contents);
      if (!chain.isEmpty()) {
        whole.add(link);
        if (contents.verified(chain).isPresent()) {
          newestRestored = later(newestRestored, chain.get(0).id());
        }
      }
    }
    if (newestRestored != null) {
      kept.add(newestRestored);
    }
    return whole.stream()
        .filter(link -> !kept.contains(chain(link, contents).get(0).id()))
        .toList();
  }

  /** Deletes what is not kept; when it is interrupted, whatever is left can be restored. */
  Future<List<Link>> prune(BackupTarget target, Contents contents, BackupRules rules) {
    List<Link> order = rules.inOrderOfDeletion(dropped(contents), contents.links());
    return Steps.each(order, link -> delete(target, link)).map(done -> order);
  }

  /** First the manifest, and durably: a manifest without its pieces would be a broken link. */
  private static Future<Void> delete(BackupTarget target, Link link) {
    target.delete(TargetNames.verified(link.id()));
    target.delete(TargetNames.manifest(link.id()));
    return target.sync().compose(durable -> {
      link.manifest()
          .pieces()
          .forEach(piece -> target.delete(TargetNames.piece(link.id(), piece.file())));
      return target.sync();
    });
  }

  /** The rule of B5: whatever stands on a link has a higher number. */
  static List<Link> childrenFirst(List<Link> links) {
    List<Link> order = new ArrayList<>(links);
    order.sort(
        Comparator.comparingLong((Link link) -> TargetNames.number(link.id())).reversed());
    return order;
  }

  private static List<Link> chain(Link link, Contents contents) {
    try {
      return Chain.standingUnder(link, contents, BackupRules.KEPT).links();
    } catch (RefusedBackupException broken) {
      return List.of();
    }
  }

  private static String later(String one, String other) {
    return one == null || TargetNames.number(one) < TargetNames.number(other) ? other : one;
  }
}
