package dev.understudy.replication;

import dev.understudy.cluster.InvariantBroken;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * What every replica has, whether it leads or follows: the log, up to where it is committed, and what
 * it adds up to. A follower applies what is committed; a leader applies at once what its own disk
 * holds, and keeps the answers to itself until they may be told.
 *
 * <p>When the log has become long, a snapshot stands for its front. It is taken of what is applied, and
 * used when that is committed (S4) and enough entries are behind it.
 */
public final class Copy {
  /** Where the log begins, and where it is to begin, for those who watch from outside. */
  public record Front(Stamp base, Stamp next, boolean isParted) {}

  private final Host host;
  private final Rules rules;
  private final LogBounds bounds;
  private final Log log; // durable: it is what was promised
  private Snapshot front; // durable: it stands for the log up to the base; null if that is 0
  private Snapshot next; // volatile: it is to be the next front; null if none is taken
  private boolean isParted; // volatile: the leader says it again; the front is not the leader's
  private long committed; // volatile: the leader says it again
  private long
      promised; // volatile: so far did this replica itself promise, as a leader, that it stays
  private final Content content; // volatile: the log is applied again
  private Counts counts = new Counts(0, 0, 0); // volatile: of this life only

  /** What was found: the chunks that stand for the front of a log, and the entries behind. */
  public Copy(List<Chunk> chunks, List<Entry> recovered, LogBounds bounds, Rules rules, Host host) {
    this.host = host;
    this.rules = rules;
    this.bounds = bounds;
    front = chunks.isEmpty() ? null : Snapshot.of(chunks);
    log = front == null
        ? new Log(recovered)
        : new Log(front.index(), front.stamp().epoch(), recovered);
    committed = log.base();
    content = new Content(front, rules);
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

  /** The value of a key after the last entry applied, or null. */
  public String get(String key) {
    return content.get(key);
  }

  /** How long the log may become, and what of a snapshot is under way. */
  public LogBounds bounds() {
    return bounds;
  }

  void add(Entry entry) {
    host.append(entry); // first, for it throws when the disk is full
    log.add(entry);
  }

  /**
   * Gives up the entries from this index on, which the leader of a later epoch does not have. They are
   * set aside first, for the operator: a client may have been told that they are done.
   */
  public void cutFrom(long index) {
    if (index > lastIndex()) {
      return;
    }
    host.trace("cuts its entries from " + index + " to " + lastIndex() + ": no leader has them");
    keepsPromises(index - 1, () -> "cut entry " + index);
    setAside(index);
    log.truncate(index - 1);
    host.truncate(index - 1);
    committed = Math.min(committed, index - 1);
    if (next != null && next.index() >= index) {
      next = null;
    }
    if (content.index() >= index) {
      content.restart(front);
    }
  }

  /** Whatever is given up is kept for the operator: from this index on nobody may have it. */
  private void setAside(long index) {
    List<CutEntry> cut = new ArrayList<>();
    for (long i = index; i <= lastIndex(); i++) {
      cut.add(new CutEntry(i, log.at(i)));
    }
    if (!cut.isEmpty()) {
      host.setAside(
          "cut-from-" + index + "-to-" + lastIndex() + "-of-epoch-" + log.lastEpoch(), cut);
      counts = counts.withSetAside(cut.size());
    }
  }

  private void keepsPromises(long last, Supplier<String> what) {
    InvariantBroken.unless(
        last >= promised,
        "R1 what was acknowledged stays",
        () -> host.self() + " must " + what.get() + " though " + promised + " were committed");
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

  /** The newest snapshot of what is committed; null if there is none. */
  public Snapshot snapshot() {
    return next != null && isCommitted(next) ? next : front;
  }

  private boolean isCommitted(Snapshot snapshot) {
    return rules.mayStandFor(snapshot.index(), committed);
  }

  /** What to hand to who has the entries up to this index; null if the log serves it better. */
  public Snapshot snapshotFor(long after) {
    Snapshot newest = snapshot();
    boolean isCheaper = newest != null
        && after < newest.index()
        && newest.characters()
            < log.characters(Math.max(after, log.base()), newest.index(), Snapshot.OVERHEAD);
    return after < log.base() || isCheaper ? newest : null;
  }

  /** The newest snapshot of what is committed, if it ends in this epoch; else null, and there is to be one. */
  public Snapshot snapshotOf(long epoch) {
    Snapshot newest = snapshot();
    if (newest != null && newest.stamp().epoch() == epoch) {
      return newest;
    }
    if (next == null || next.stamp().epoch() < epoch) {
      take();
    }
    return null;
  }

  /** The snapshot that is to be the next front, though not committed yet, if it ends in this epoch; else null. */
  Snapshot nextOf(long epoch) {
    return next != null && next.stamp().epoch() == epoch ? next : null;
  }

  /**
   * Lets a snapshot stand for the front of the log, if that has become long.
   *
   * @param isAwaited whether somebody gets a snapshot, and needs the entries behind it soon: then the
   *     log may be twice as long
   */
  public void shorten(boolean isAwaited) {
    int most = isAwaited ? 2 * bounds.mostEntries() : bounds.mostEntries();
    boolean isLong = log.length() > most && (front == null || log.length() > front.parts());
    if (next == null && isLong && 2 * (content.index() - log.base()) > log.length()) {
      take(); // half of it at least, or it would soon be asked for again
    }
    if (next != null
        && isCommitted(next)
        && log.lastIndex() - next.index() >= bounds.kept()
        && next.index() > log.base()
        && host.compact(next)) {
      log.compact(next.index());
      front = next;
      next = null;
    }
  }

  private void take() {
    if (content.index() > log.base()) {
      next = content.snapshot(log, bounds.mostCharacters());
    }
  }

  /**
   * Whether nothing is lost of the log of the leader that has this snapshot, if it replaces our log:
   * that ends before it, has no entry of its epoch, or has another one at its end. Behind the end of
   * such a snapshot there is no entry that a leader and we have both.
   */
  boolean mayBeReplacedBy(Stamp stamp) {
    return log.lastIndex() < stamp.index()
        || log.lastEpoch() < stamp.epoch()
        || log.base() <= stamp.index() && !log.has(stamp.index(), stamp.epoch());
  }

  /** The leader has another entry where our log begins: only a snapshot can make up for that. */
  void hasParted() {
    isParted = true;
  }

  /** Gives up the log for a snapshot of the leader. */
  void replaceBy(Snapshot snapshot) {
    keepsPromises(snapshot.index(), () -> "take a " + snapshot.stamp());
    host.trace("takes a " + snapshot.stamp() + " for its log, which ended with " + log.lastIndex());
    if (!isInLogOf(log.lastEpoch(), log.lastIndex(), snapshot)) {
      setAside(log.base() + 1);
      if (front != null && !isInLogOf(front.stamp().epoch(), front.index(), snapshot)) {
        host.setAside("given-up-" + front.stamp().fileName(), front.chunks());
      }
    }
    isParted = false;
    host.replace(snapshot);
    log.replace(snapshot.index(), snapshot.stamp().epoch());
    front = snapshot;
    next = null;
    committed = snapshot.index();
    content.restart(snapshot);
    counts = counts.withSnapshotTaken();
  }

  /** This replica begins to send somebody a snapshot. */
  public void noteSending(Snapshot snapshot, String to) {
    host.trace("sends " + to + " a " + snapshot.stamp());
    counts = counts.withSnapshotSent();
  }

  /** What was counted since the start. */
  public Counts counts() {
    return counts;
  }

  /**
   * Whether our entry at this place, and all before it, is for certain in the log of the leader that has
   * this snapshot: within an epoch logs do not differ. Of other epochs nobody can tell any more.
   */
  private boolean isInLogOf(long epoch, long index, Snapshot snapshot) {
    return !isParted && epoch == snapshot.stamp().epoch() && index <= snapshot.index();
  }

  /** Throws if it is in a state that must never be. */
  public void checkInvariants() {
    InvariantBroken.unless(
        committed <= log.lastIndex() && content.index() <= log.lastIndex(),
        "R6 committed, applied <= last index",
        () -> committed + ", " + content.index() + ", " + log.lastIndex());
    InvariantBroken.unless(
        log.base() <= committed,
        "S4 a snapshot stands only for what is committed",
        () -> host.self() + "'s log begins behind " + log.base() + ", committed " + committed);
  }

  /** Where the log begins. */
  public Front front() {
    return new Front(
        front == null ? null : front.stamp(), next == null ? null : next.stamp(), isParted);
  }
}
