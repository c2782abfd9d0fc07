package dev.understudy.quorum;

import dev.understudy.cluster.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What a {@link Coordination} needs of the node that it is a part of. */
public interface Host {
  /** The n nodes that own this key; this one may be among them. */
  List<String> owners(String key);

  /** The ballot of this round: no other node, and no other life of this one, has the same. */
  Ballot ballot(long round);

  /**
   * Asks a node, which may be this one, and hands on its answer: what that speaks of is on its disk.
   * After this time without an answer it hands on an {@link Outcome.Unknown}.
   */
  <A extends Record> void question(
      String node, Record said, Duration patience, Class<A> type, Consumer<Outcome<A>> then);

  /** Says something to a client. */
  void tell(String client, Record message);

  /** Runs an action once after a delay; replaces one of that name. */
  void after(String name, Duration delay, Runnable action);

  /** The action of this name is not run any more. */
  void cancel(String name);

  /** A number from 0 to less than this, by chance. */
  int chance(int bound);

  /** The date by this node's wall clock. */
  long dateMillis();
}
