package dev.understudy.replication;

import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.Node;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.InSync;
import dev.understudy.replication.ReplicationMessage.InSyncSaved;
import dev.understudy.replication.ReplicationMessage.Missing;
import dev.understudy.replication.ReplicationMessage.Promote;
import dev.understudy.replication.ReplicationMessage.Promoted;
import dev.understudy.replication.ReplicationMessage.Standing;
import dev.understudy.replication.ReplicationMessage.Superseded;
import dev.understudy.replication.ReplicationMessage.Survey;
import dev.understudy.storage.ExactlyOnceStore.Answer;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A replica of a key-value store. One leads: it puts every request into its log and ships the log to
 * the others, which follow. When enough disks hold an entry, as the {@link Mode} says, it is
 * committed: it is applied, and its client is told.
 *
 * <p>An epoch has one leader. Who has heard of a later epoch obeys no leader of an earlier one.
 */
public class Replica extends Node {
  private static final Duration HEARTBEAT = Duration.ofMillis(50);
  private static final int MOST_ENTRIES_UNDER_WAY = 4096;
  private static final int MOST_CHARACTERS = 1 << 20;

  /** The epoch this replica obeys, and who leads it: "" until that is known. */
  record Epoch(long number, String leader) {}

  /** What others may know of a replica. */
  public record State(
      String role,
      long epoch,
      String leader,
      long lastIndex,
      long committed,
      InSyncSet inSync,
      List<Entry> log,
      SortedMap<String, String> content,
      long ledFrom,
      Followers.State followers) {}

  private final Mode mode;

  private Epoch epoch; // durable, or a restarted replica would obey a leader it had given up
  private Log log; // durable: it is what was promised
  private InSyncSet inSync; // durable: who is in it may lead

  private long committed; // volatile: the leader says it again
  private final Applied applied = new Applied(); // volatile: the log is applied again

  // Only while leading; volatile: the followers say it again.
  private final Followers followers = new Followers();
  private long ledFrom;

  /** A replica that acknowledges as this mode says. */
  public Replica(Mode mode) {
    this.mode = mode;
  }

  @Override
  protected Handlers handlers() {
    return Handlers.of(ReplicationMessage.class, ClientMessage.class)
        .on(Request.class, this::onRequest)
        .on(Append.class, this::onAppend)
        .on(Flushed.class, this::onFlushed)
        .on(Missing.class, this::onMissing)
        .on(InSync.class, this::onInSync)
        .on(InSyncSaved.class, this::onInSyncSaved)
        .on(Superseded.class, (from, superseded) -> obey(superseded.epoch(), ""))
        .on(Survey.class, this::onSurvey)
        .on(Promote.class, this::onPromote)
        .answers(Standing.class, Promoted.class, Done.class, NotLeader.class, Rejected.class);
  }

  @Override
  protected void onStart() {
    log = new Log(loadLog(Entry.class));
    List<String> everybody =
        Stream.concat(peers().stream(), Stream.of(self())).sorted().toList();
    epoch = load(Epoch.class).orElse(new Epoch(1, everybody.get(0)));
    inSync = load(InSyncSet.class).orElse(new InSyncSet(1, 0, everybody));
    if (isLeading()) {
      lead();
    } else {
      traceRole("follower", epoch.number());
    }
  }

  /** The one leader of this epoch; its first entry lets it commit what earlier leaders left. */
  private void lead() {
    traceRole("leader", epoch.number());
    followers.begin(peers(), log.lastIndex() + 1);
    ledFrom = log.lastIndex();
    add(new Entry(epoch.number(), null));
    beat();
  }

  private void onRequest(String client, Request request) {
    if (!isLeading()) {
      send(client, new NotLeader(request.sequence(), epoch.leader()));
    } else if (request.command().length() > MOST_CHARACTERS) {
      send(
          client, new Rejected(request.sequence(), "more than " + MOST_CHARACTERS + " characters"));
    } else {
      add(new Entry(epoch.number(), request));
    }
  }

  private void onFlushed(String from, Flushed flushed) {
    if (isLeading() && flushed.epoch() == epoch.number()) {
      followers.named(from).hasFlushed(flushed.index());
    }
  }

  /** The follower knows best where it stands: go on from there. */
  private void onMissing(String from, Missing missing) {
    if (isLeading() && missing.epoch() == epoch.number()) {
      followers.named(from).next = missing.after() + 1;
    }
  }

  /** Whatever this turn brought is committed, applied and shipped at once. */
  @Override
  protected void endOfTurn() {
    if (isLeading()) {
      admitWhoCaughtUp();
      commit(committable());
      followers.forEach(this::ship);
    }
  }

  /** From the turn on in which we count on its disk too, it misses nothing that is acknowledged. */
  private void admitWhoCaughtUp() {
    for (Follower follower : followers) {
      if (hasCaughtUp(follower.flushed) && !inSync.has(follower.name)) {
        saveInSync(inSync.with(follower.name));
        announceInSync();
      }
    }
  }

  private void announceInSync() {
    if (mode == Mode.SYNC) {
      followers.whoDoNotKnow(inSync).forEach(name -> send(name, new InSync(inSync)));
    }
  }

  /**
   * True if a follower that has flushed so much holds all that was ever acknowledged: what we have
   * committed, and what earlier leaders may have, which lies before our own first entry.
   */
  protected boolean hasCaughtUp(long flushed) {
    return flushed > ledFrom && flushed >= committed;
  }

  /**
   * An entry of an earlier epoch is never committed by counting its copies, for a later leader might
   * not have it; it is committed with the first entry of our own epoch behind it (Raft §5.4.2).
   */
  protected long committable() {
    long reached = acknowledged();
    return log.epochAt(reached) == epoch.number() && isInSyncKnown() ? reached : committed;
  }

  /** Up to where as many disks as the mode asks for hold our log. */
  protected final long acknowledged() {
    // Our own last entry is flushed before anybody hears what we say now.
    return mode.committed(followers.positions(inSync, log.lastIndex()));
  }

  /**
   * Nothing is acknowledged without a member before a majority knows that it is not in sync: every
   * operator hears from a majority, and so from one that knows.
   */
  protected boolean isInSyncKnown() {
    return mode != Mode.SYNC || followers.knowInSyncSet();
  }

  private void saveInSync(InSyncSet later) {
    inSync = later;
    save(later);
    trace("in sync are " + later.members());
  }

  private void ship(Follower follower) {
    while (follower.next <= log.lastIndex()
        && follower.next - follower.flushed <= MOST_ENTRIES_UNDER_WAY) {
      sendFrom(follower, mostEntriesPerAppend());
    }
  }

  /** How many entries one message carries at most. */
  protected int mostEntriesPerAppend() {
    return 256;
  }

  /** A follower that missed something notices by the next heartbeat, and says so. */
  private void beat() {
    followers.forEach(follower -> sendFrom(follower, 0));
    announceInSync();
    followers.waitForWhoIsClose(inSync, log.lastIndex());
    setTimer("heartbeat", HEARTBEAT, this::beat);
  }

  private void sendFrom(Follower follower, int most) {
    long previous = follower.next - 1;
    List<Entry> entries = log.from(follower.next, most);
    follower.next += entries.size();
    send(
        follower.name,
        new Append(epoch.number(), previous, log.epochAt(previous), entries, committed));
  }

  private void onAppend(String leader, Append append) {
    if (append.epoch() < epoch.number()) {
      reply(new Superseded(epoch.number()));
      return;
    }
    obey(append.epoch(), leader);
    if (!log.has(append.previousIndex(), append.previousEpoch())) {
      reply(new Missing(epoch.number(), log.lastAgreementBefore(append.previousIndex() + 1)));
      return;
    }
    long index = append.previousIndex();
    for (Entry entry : append.entries()) {
      index++;
      if (!log.has(index, entry.epoch())) {
        cutFrom(index);
        add(entry);
      }
    }
    reply(new Flushed(epoch.number(), index));
    commit(Math.min(append.committed(), index));
  }

  private void onInSync(String leader, InSync message) {
    InSyncSet set = message.set();
    if (set.epoch() < epoch.number()) {
      reply(new Superseded(epoch.number()));
      return;
    }
    obey(set.epoch(), leader);
    if (set.isLaterThan(inSync)) {
      saveInSync(set);
    }
    reply(new InSyncSaved(set.epoch(), set.version()));
  }

  private void onInSyncSaved(String from, InSyncSaved saved) {
    if (isLeading() && saved.epoch() == epoch.number()) {
      followers.named(from).hasSaved(saved.version());
    }
  }

  /** Gives up entries that the leader of a later epoch does not have. */
  protected final void cutFrom(long index) {
    if (index > log.lastIndex()) {
      return;
    }
    trace("cuts its entries from " + index + " to " + log.lastIndex() + ": no leader has them");
    InvariantBroken.unless(
        mode == Mode.ASYNC || index > committed,
        "R1 what was acknowledged stays",
        self() + " must cut entry " + index + " though " + committed + " were committed");
    log.truncate(index - 1);
    truncateLog(index - 1);
    committed = Math.min(committed, index - 1);
    if (applied.index() > committed) {
      applied.clear();
      applied.applyUpTo(committed, log, this::onApplied);
    }
  }

  /** Obeys a later epoch, or learns who leads this one. */
  protected void obey(long number, String leader) {
    if (number < epoch.number() || epoch.equals(new Epoch(number, leader))) {
      return;
    }
    boolean later = number > epoch.number();
    if (!later && leader.isEmpty()) {
      return;
    }
    InvariantBroken.unless(
        later || epoch.leader().isEmpty(),
        "O1 an epoch has one leader",
        "epoch " + number + " is led by " + epoch.leader() + " and by " + leader);
    epoch = new Epoch(number, leader);
    save(epoch); // durable before any answer, or after a restart we would obey an earlier epoch
    cancelTimer("heartbeat");
    traceRole("follower", number);
  }

  private void onSurvey(String operator, Survey survey) {
    boolean promised = mayPromise(survey.epoch());
    if (promised) {
      obey(survey.epoch(), "");
    }
    reply(new Standing(promised, epoch.number(), log.lastEpoch(), log.lastIndex(), inSync));
  }

  /** An epoch is promised once, or two operators could each have a leader for it. */
  protected boolean mayPromise(long surveyed) {
    return surveyed > epoch.number();
  }

  private void onPromote(String operator, Promote promote) {
    if (promote.epoch() == epoch.number() && epoch.leader().isEmpty()) {
      if (mode == Mode.SYNC) { // the promise of the other modes does not depend on the set
        saveInSync(new InSyncSet(promote.epoch(), 0, promote.inSync())); // before we lead with it
      }
      epoch = new Epoch(epoch.number(), self());
      save(epoch);
      lead();
    }
    if (isLeading() && promote.epoch() == epoch.number()) {
      reply(new Promoted(epoch.number()));
    }
  }

  private void add(Entry entry) {
    append(entry); // first, for it throws when the disk is full
    log.add(entry);
  }

  private void commit(long index) {
    if (index > committed) {
      committed = index;
      applied.applyUpTo(committed, log, this::onApplied);
    }
  }

  /** The client is told by the leader that took its request. */
  private void onApplied(long index, Request request, Answer answer) {
    if (!isLeading() || index <= ledFrom) {
      return;
    }
    if (answer instanceof Answer.Applied now) {
      send(request.client(), new Done(request.sequence(), now.result()));
    } else if (answer instanceof Answer.Repeated before) {
      send(request.client(), new Done(request.sequence(), before.result()));
    }
    // A stale one is a late copy: its client has gone on long ago.
  }

  private boolean isLeading() {
    return epoch.leader().equals(self());
  }

  @Override
  protected void checkInvariants() {
    InvariantBroken.unless(
        applied.index() <= committed && committed <= log.lastIndex(),
        "R6 applied <= committed <= last index",
        () -> applied.index() + ", " + committed + ", " + log.lastIndex());
  }

  /** The epoch this replica obeys. */
  protected final long epochNumber() {
    return epoch.number();
  }

  /** Up to where entries are known to be acknowledged. */
  protected final long committed() {
    return committed;
  }

  /** The index of the last entry. */
  protected final long lastIndex() {
    return log.lastIndex();
  }

  @Override
  public State state() {
    return new State(
        isLeading() ? "leader" : "follower",
        epoch.number(),
        epoch.leader(),
        log.lastIndex(),
        committed,
        inSync,
        log.all(),
        applied.content(),
        isLeading() ? ledFrom : 0,
        isLeading() ? followers.state() : Followers.State.NOBODY);
  }
}
