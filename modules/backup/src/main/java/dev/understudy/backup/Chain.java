package dev.understudy.backup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The links that a restore needs, the full one first, each proven to stand on the one before it.
 * Decides by what manifests say, and reads no piece.
 */
public final class Chain {
  private final List<Link> links;

  private Chain(List<Link> links) {
    this.links = List.copyOf(links);
  }

  /** The full link, then the others in order. */
  public List<Link> links() {
    return links;
  }

  /** The last link. */
  public Link tip() {
    return links.get(links.size() - 1);
  }

  /** The link with the snapshot. */
  public Link root() {
    return links.get(0);
  }

  /**
   * Finds the chain that leads to a goal: of the newest full link from which it can be reached the
   * shortest one.
   *
   * @throws RefusedBackupException when a link on the way is missing, reordered, foreign or altered,
   *     which it names, or when the goal is out of reach; then it says what can be reached
   */
  public static Chain to(Goal goal, Contents contents) {
    return to(goal, contents, BackupRules.KEPT);
  }

  static Chain to(Goal goal, Contents contents, BackupRules rules) {
    boolean needsNewest = goal instanceof Goal.Latest || goal instanceof Goal.ToTime;
    if (needsNewest && !contents.damaged().isEmpty()) {
      String first = contents.damaged().values().iterator().next();
      throw new RefusedBackupException(
          "%s; so nobody knows what the newest link is: "
              + "name a link or a record that is to be restored",
          first);
    }
    List<Link> tips = tips(goal, contents);
    List<Chain> found = new ArrayList<>();
    RefusedBackupException broken = null;
    for (Link tip : tips) {
      try {
        Chain chain = standingUnder(tip, contents, rules);
        if (chain.reaches(goal)) {
          found.add(chain);
        }
      } catch (RefusedBackupException refused) {
        broken = broken == null ? refused : broken;
      }
    }
    RefusedBackupException refusal = broken != null ? broken : outOfReach(goal, contents);
    return found.stream().min(best(goal)).orElseThrow(() -> refusal);
  }

  /** The links behind which nothing more is needed to reach a goal. */
  private static List<Link> tips(Goal goal, Contents contents) {
    List<Link> links = contents.links();
    if (goal instanceof Goal.ToLink to) {
      return links.stream().filter(link -> link.id().equals(to.id())).toList();
    }
    if (goal instanceof Goal.ToIndex to) {
      return links.stream()
          .filter(link -> link.manifest().to().lsn() >= to.lsn())
          .toList();
    }
    if (goal instanceof Goal.ToTime to) {
      // A later commit proves that none of this time is missing; without one, the end must do.
      List<Link> beyond = links.stream()
          .filter(link -> link.manifest().to().time().isAfter(to.time()))
          .toList();
      return beyond.isEmpty()
          ? links.stream()
              .filter(link -> link.manifest().to().time().equals(to.time()))
              .toList()
          : beyond;
    }
    return newestTips(links);
  }

  /** Of the newest full link, or behind it, those that reach farthest. */
  private static List<Link> newestTips(List<Link> links) {
    long newestFull = links.stream()
        .filter(link -> link.manifest().kind() == Kind.FULL)
        .mapToLong(link -> TargetNames.number(link.id()))
        .max()
        .orElse(0);
    List<Link> newest = links.stream()
        .filter(link -> TargetNames.number(link.id()) >= newestFull)
        .toList();
    long farthest =
        newest.stream().mapToLong(link -> link.manifest().to().lsn()).max().orElse(0);
    return newest.stream()
        .filter(link -> link.manifest().to().lsn() == farthest)
        .toList();
  }

  private static Comparator<Chain> best(Goal goal) {
    Comparator<Chain> newestFull =
        Comparator.comparingLong(chain -> -TargetNames.number(chain.root().id()));
    Comparator<Chain> farthest =
        Comparator.comparingLong(chain -> -chain.tip().manifest().to().lsn());
    Comparator<Chain> shortest = Comparator.comparingInt(chain -> chain.links().size());
    boolean isAnyEndRight = goal instanceof Goal.ToIndex;
    return isAnyEndRight
        ? newestFull.thenComparing(shortest).thenComparing(farthest.reversed())
        : newestFull.thenComparing(farthest).thenComparing(shortest);
  }

  /** The chain that ends with this link. */
  static Chain standingUnder(Link tip, Contents contents, BackupRules rules) {
    List<Link> links = new ArrayList<>(List.of(tip));
    Link link = tip;
    while (link.manifest().kind() != Kind.FULL) {
      link = rules.parentOf(link, contents);
      links.add(link);
    }
    Collections.reverse(links);
    links.forEach(rules::checkNames);
    return new Chain(links);
  }

  private boolean reaches(Goal goal) {
    Point first = root().manifest().from();
    if (goal instanceof Goal.ToIndex to) {
      return first.lsn() <= to.lsn();
    }
    return !(goal instanceof Goal.ToTime to) || !first.time().isAfter(to.time());
  }

  private static RefusedBackupException outOfReach(Goal goal, Contents contents) {
    List<Link> links = contents.links();
    if (!contents.damaged().isEmpty()) {
      return new RefusedBackupException(
          "%s; %s cannot be reached without it",
          String.join("; ", contents.damaged().values()), goal);
    }
    if (links.isEmpty()) {
      return new RefusedBackupException("there is no backup here: make a full one first");
    }
    if (goal instanceof Goal.ToLink) {
      return new RefusedBackupException(
          "there is no link %s here; the newest one is %s",
          goal, links.get(links.size() - 1).id());
    }
    Optional<Point> first = links.stream()
        .filter(link -> link.manifest().kind() == Kind.FULL)
        .map(link -> link.manifest().from())
        .min(Comparator.comparingLong(Point::lsn));
    Point last = links.stream()
        .map(link -> link.manifest().to())
        .max(Comparator.comparingLong(Point::lsn))
        .orElseThrow();
    return new RefusedBackupException(
        "%s is out of reach: these backups reach from %s to %s",
        goal, first.map(Point::toString).orElse("nowhere, since no full one is left,"), last);
  }

  /** The rule of B2. */
  static Link parentOf(Link child, Contents contents) {
    Manifest manifest = child.manifest();
    Link parent = contents.link(String.valueOf(manifest.parent())).orElse(null);
    if (parent == null) {
      String damage = contents.damaged().get(TargetNames.manifest(manifest.parent()));
      throw new RefusedBackupException(
          "%s stands on %s, which is %s: restore to a point before it, or make a new full backup",
          child.id(), manifest.parent(), damage == null ? "missing" : "unreadable: " + damage);
    }
    if (!parent.manifest().system().equals(manifest.system())) {
      throw new RefusedBackupException(
          "%s is foreign: it is of the system %s, and %s, which stands on it, of %s",
          parent.id(), parent.manifest().system(), child.id(), manifest.system());
    }
    if (!parent.sha256().equals(manifest.parentSha256())) {
      throw new RefusedBackupException(
          "%s is altered: it is not the link on which %s was made", parent.id(), child.id());
    }
    boolean follows = manifest.from().isSame(parent.manifest().to())
        && TargetNames.number(parent.id()) < TargetNames.number(child.id());
    if (!follows) {
      throw new RefusedBackupException(
          "%s is out of order: it begins behind %s, but %s, on which it stands, ends with %s",
          child.id(), manifest.from(), parent.id(), parent.manifest().to());
    }
    return parent;
  }

  /** The rule of B3. */
  static boolean isIn(long lsn, long epochMillis, Goal goal) {
    if (goal instanceof Goal.ToIndex to) {
      return lsn <= to.lsn();
    }
    return !(goal instanceof Goal.ToTime to) || epochMillis <= to.time().toEpochMilli();
  }

  /** The rule of B7. */
  static void checkNames(Link link) {
    TreeSet<String> seen = new TreeSet<>();
    boolean isFirst = true;
    for (Piece piece : link.manifest().pieces()) {
      String file = piece.file();
      boolean isSnapshot = SourceNames.isSnapshot(file)
          && isFirst
          && link.manifest().kind() == Kind.FULL
          && piece.offset() == 0;
      if (!isSnapshot && !SourceNames.isSegment(file)) {
        throw new RefusedBackupException(
            "%s is refused: it names \"%s\", which is no file of a store; "
                + "nothing else is written by a restore",
            link.id(), file);
      }
      if (!seen.add(file)) {
        throw new RefusedBackupException("%s is refused: it names %s twice", link.id(), file);
      }
      isFirst = false;
    }
  }
}
