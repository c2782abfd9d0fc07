package dev.understudy.replication.reads;

import dev.understudy.cluster.Position;
import java.time.Duration;
import java.util.List;

/** What readers and replicas say to each other, and replicas to find out how old it is what they know. */
public sealed interface ReadMessage {
  /**
   * From a reader: what is at this key?
   *
   * @param number tells this question of the reader from its others
   * @param key the key
   * @param seen the entries that the answer must hold, at most one of each epoch: with an entry, all
   *     before it are held
   * @param mostAge so old may the answer be; null if it may be of any age
   * @param patience so long may the replica wait until it can answer
   */
  record Read(long number, String key, List<Position> seen, Duration mostAge, Duration patience)
      implements ReadMessage {
    public Read {
      seen = List.copyOf(seen);
    }
  }

  /**
   * The answer.
   *
   * @param number which question
   * @param value the value, or null
   * @param position the last entry that this value takes into account
   * @param age every entry that was committed so long before the question was asked is taken into
   *     account; null if that was not asked for
   */
  record Found(long number, String value, Position position, Duration age) implements ReadMessage {}

  /**
   * The answer of who may be further behind than is allowed.
   *
   * @param number which question
   * @param age the least that it can promise; null if it can promise nothing
   * @param leader whom to ask instead, or ""
   */
  record TooStale(long number, Duration age, String leader) implements ReadMessage {}

  /**
   * The answer of who does not hold yet what the reader has seen, or may not show yet what it has.
   *
   * @param number which question
   * @param committed the last entry that it may show
   * @param leader whom to ask instead, or ""
   */
  record Behind(long number, Position committed, String leader) implements ReadMessage {}

  /**
   * The answer where the reader has seen what is gone: a later leader has put something else there.
   * Or it may be gone, and nobody can tell: a snapshot stands for that place.
   *
   * @param number which question
   * @param lost the entry that was seen
   * @param instead an entry of a later epoch, at its place or before it; behind it if that is the end
   *     of a snapshot
   */
  record Lost(long number, Position lost, Position instead) implements ReadMessage {}

  /** The answer of who has too many readers waiting. */
  record Full(long number, int waiting) implements ReadMessage {}

  /**
   * From a replica to whom it follows: how old is it what you know?
   *
   * @param asked when that was asked, on the clock of who asks
   */
  record AskAge(Duration asked) implements ReadMessage {}

  /**
   * The answer.
   *
   * @param asked as in the question
   * @param age every entry that was committed so long before this was said ...
   * @param committed ... stands in the log up to here
   */
  record Age(Duration asked, Duration age, Position committed) implements ReadMessage {}

  /**
   * From a leader to the other members: do you know of no later epoch than mine?
   *
   * @param epoch its epoch
   * @param asked when that was asked, on its clock
   */
  record Confirm(long epoch, Duration asked) implements ReadMessage {}

  /** The answer: no. Who knows of one does not answer. */
  record Confirmed(long epoch, Duration asked) implements ReadMessage {}
}
