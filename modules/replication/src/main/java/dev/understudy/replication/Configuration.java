package dev.understudy.replication;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * By which mode the replicas acknowledge, and who counts for it. With {@link Mode#SYNC} the members
 * are those in sync: they hold every acknowledged write for certain, so only they may lead, and all of
 * them must have an entry before it is acknowledged (Kafka calls them the in-sync replicas). With the
 * other modes they are everybody.
 *
 * <p>Each epoch begins with version 0, which the operator decides: the mode of the latest one that it
 * hears of, and with SYNC nobody that was not in sync by that one, and without those that did not
 * promise the new epoch. Within its epoch the leader may only add members that have caught up, and
 * change the mode as {@link Switching} does.
 *
 * @param epoch the epoch in which it was decided
 * @param version counts the changes within the epoch, from 0
 * @param mode how a write is acknowledged that wishes for nothing else
 * @param members their names, in order
 */
public record Configuration(long epoch, long version, Mode mode, List<String> members) {
  /** The order in which configurations were decided. */
  static final Comparator<Configuration> BY_VERSION =
      Comparator.comparingLong(Configuration::epoch).thenComparingLong(Configuration::version);

  /** What one knows who knows nothing. */
  static final Configuration NONE = new Configuration(0, 0, Mode.QUORUM, List.of());

  public Configuration {
    members = members.stream().sorted().toList();
  }

  boolean isLaterThan(Configuration other) {
    return BY_VERSION.compare(this, other) > 0;
  }

  boolean isSync() {
    return mode == Mode.SYNC;
  }

  boolean has(String member) {
    return members.contains(member);
  }

  /** The next version, with this member too. */
  Configuration with(String member) {
    return next(mode, Stream.concat(members.stream(), Stream.of(member)).toList());
  }

  /** The next version, with this mode and these members. */
  Configuration next(Mode newMode, List<String> newMembers) {
    return new Configuration(epoch, version + 1, newMode, newMembers);
  }

  @Override
  public String toString() {
    return mode + " among " + members + " of epoch " + epoch + "." + version;
  }
}
