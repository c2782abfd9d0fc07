package dev.understudy.replication;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The members that hold every acknowledged write for certain, and so may lead. With {@link
 * Mode#SYNC} all of them must have an entry before it is acknowledged.
 *
 * <p>Each epoch begins with version 0, which the operator decides: nobody that was not in the set of
 * the epoch before, and without those that did not promise the new epoch. Within its epoch the
 * leader may only add members that have caught up. So whichever version somebody knows, all members
 * in it have all that was acknowledged (Kafka calls this set the in-sync replicas).
 *
 * @param epoch the epoch in which it was decided
 * @param version counts the changes within the epoch, from 0
 * @param members their names, in order
 */
public record InSyncSet(long epoch, long version, List<String> members) {
  /** The order in which sets were decided. */
  static final Comparator<InSyncSet> BY_VERSION =
      Comparator.comparingLong(InSyncSet::epoch).thenComparingLong(InSyncSet::version);

  public InSyncSet {
    members = members.stream().sorted().toList();
  }

  boolean isLaterThan(InSyncSet other) {
    return BY_VERSION.compare(this, other) > 0;
  }

  boolean has(String member) {
    return members.contains(member);
  }

  /** The next version, with this member too. */
  InSyncSet with(String member) {
    return new InSyncSet(
        epoch, version + 1, Stream.concat(members.stream(), Stream.of(member)).toList());
  }

  @Override
  public String toString() {
    return members + " of epoch " + epoch + "." + version;
  }
}
