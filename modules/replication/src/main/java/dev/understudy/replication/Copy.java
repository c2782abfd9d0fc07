package dev.understudy.replication;

import dev.understudy.cluster.InvariantBroken;
import java.util.List;
import java.util.SortedMap;

/**
 * What every replica has, whether it leads or follows: the log, up to where it is committed, and what
 * it adds up to. A follower applies what is committed; a leader applies at once what its own disk
 * holds, and keeps the answers to itself until they may be told.
 */
public final class Copy {
  private final Host host;
  private final Log log; // durable: it is what was promised
  private long committed; // volatile: the leader says it again
  private long
      promised; // volatile: so far did this replica itself promise, as a leader, that it stays
  private final Content content = new Content(); // volatile: the log is applied again

  /** What the log says that this node has kept; nothing of it is applied yet. */
  public Copy(List<Entry> recovered, Host host) {
    log = new Log(recovered);
    this.host = host;
  }

  /** The log itself; to be changed through this class alone. */
  public Log log() {
    return log;
  }

  /** The index of the last entry of the log. */
  public long lastIndex() {
    return log.lastIndex();
  }

  /** Up to where the mode's rule says that entries are safe, as far as this replica has heard. */
  public long committed() {
    return committed;
  }

  /** The index of the last entry applied. */
  public long applied() {
    return content.index();
  }

  /** The keys and values that the applied entries add up to. */
  public SortedMap<String, String> values() {
    return content.values();
  }

  void add(Entry entry) {
    host.append(entry); // first, for it throws when the disk is full
    log.add(entry);
  }

  /** Gives up the entries from this index on, which the leader of a later epoch does not have. */
  public void cutFrom(long index) {
    InvariantBroken.unless(
        index > promised,
        "R1 what was acknowledged stays",
        () -> host.self() + " must cut entry " + index + " though " + promised + " were committed");
    log.truncate(index - 1);
    host.truncate(index - 1);
    committed = Math.min(committed, index - 1);
    if (content.index() >= index) {
      content.clear();
    }
  }

  /** Everything up to this index is committed; this says whether the mode promises that it stays. */
  public void commit(long index, boolean isPromise) {
    committed = Math.max(committed, index);
    if (isPromise) {
      promised = Math.max(promised, index);
    }
  }

  /** Applies what was not yet applied, up to this index. */
  public void applyUpTo(long index, Content.Listener listener) {
    content.applyUpTo(index, log, listener);
  }

  /** Throws if it is in a state that must never be. */
  public void checkInvariants() {
    InvariantBroken.unless(
        committed <= log.lastIndex() && content.index() <= log.lastIndex(),
        "R6 committed, applied <= last index",
        () -> committed + ", " + content.index() + ", " + log.lastIndex());
  }
}
