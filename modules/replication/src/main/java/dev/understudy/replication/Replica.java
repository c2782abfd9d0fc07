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
import dev.understudy.replication.ReplicationMessage.Missing;
import dev.understudy.replication.ReplicationMessage.Promote;
import dev.understudy.replication.ReplicationMessage.Promoted;
import dev.understudy.replication.ReplicationMessage.Standing;
import dev.understudy.replication.ReplicationMessage.Superseded;
import dev.understudy.replication.ReplicationMessage.Survey;
import dev.understudy.storage.ExactlyOnceStore;
import dev.understudy.storage.ExactlyOnceStore.Answer;
import java.time.Duration;
import java.util.ArrayList;
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
      List<Entry> log,
      SortedMap<String, String> content) {}

  private final Mode mode;

  private Epoch epoch; // durable, or a restarted replica would obey a leader it had given up
  private Log log; // durable: it is what was promised

  private long committed; // volatile: the leader says it again
  private long applied; // volatile, as is the store: the log is applied again from its beginning
  private ExactlyOnceStore store = new ExactlyOnceStore();

  // Only while leading; volatile: the followers say it again.
  private final List<Follower> followers = new ArrayList<>();
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
        .on(Superseded.class, (from, superseded) -> obey(superseded.epoch(), ""))
        .on(Survey.class, this::onSurvey)
        .on(Promote.class, this::onPromote)
        .answers(Standing.class, Promoted.class, Done.class, NotLeader.class, Rejected.class);
  }

  @Override
  protected void onStart() {
    log = new Log(loadLog(Entry.class));
    String firstByName =
        Stream.concat(peers().stream(), Stream.of(self())).sorted().toList().get(0);
    epoch = load(Epoch.class).orElse(new Epoch(1, firstByName));
    if (isLeading()) {
      lead();
    } else {
      traceRole("follower", epoch.number());
    }
  }

  /** The one leader of this epoch; its first entry lets it commit what earlier leaders left. */
  private void lead() {
    traceRole("leader", epoch.number());
    followers.clear();
    peers().forEach(name -> followers.add(new Follower(name, log.lastIndex() + 1)));
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
      follower(from).hasFlushed(flushed.index());
    }
  }

  /** The follower knows best where it stands: go on from there. */
  private void onMissing(String from, Missing missing) {
    if (isLeading() && missing.epoch() == epoch.number()) {
      follower(from).next = missing.after() + 1;
    }
  }

  /** Whatever this turn brought is committed, applied and shipped at once. */
  @Override
  protected void endOfTurn() {
    if (isLeading()) {
      commit(committable());
      followers.forEach(this::ship);
    }
  }

  /**
   * An entry of an earlier epoch is never committed by counting its copies, for a later leader might
   * not have it; it is committed with the first entry of our own epoch behind it (Raft §5.4.2).
   */
  protected long committable() {
    long reached = acknowledged();
    return log.epochAt(reached) == epoch.number() ? reached : committed;
  }

  /** Up to where as many disks as the mode asks for hold our log. */
  protected final long acknowledged() {
    List<Long> positions = new ArrayList<>();
    positions.add(log.lastIndex()); // ours is flushed before anybody hears what we say now
    followers.forEach(follower -> positions.add(follower.flushed));
    return mode.committed(positions);
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
    if (applied > committed) {
      applied = 0;
      store = new ExactlyOnceStore();
      apply();
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
    followers.clear();
    traceRole("follower", number);
  }

  private void onSurvey(String operator, Survey survey) {
    boolean promised = mayPromise(survey.epoch());
    if (promised) {
      obey(survey.epoch(), "");
    }
    reply(new Standing(promised, epoch.number(), log.lastEpoch(), log.lastIndex()));
  }

  /** An epoch is promised once, or two operators could each have a leader for it. */
  protected boolean mayPromise(long surveyed) {
    return surveyed > epoch.number();
  }

  private void onPromote(String operator, Promote promote) {
    if (promote.epoch() == epoch.number() && epoch.leader().isEmpty()) {
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
      apply();
    }
  }

  private void apply() {
    while (applied < committed) {
      applied++;
      Request request = log.at(applied).request();
      if (request == null) {
        continue;
      }
      Answer answer = store.apply(request.client(), request.sequence(), request.command());
      if (isLeading() && applied > ledFrom) {
        answer(request, answer);
      }
    }
  }

  private void answer(Request request, Answer answer) {
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

  private Follower follower(String name) {
    return followers.stream().filter(f -> f.name.equals(name)).findFirst().orElseThrow();
  }

  @Override
  protected void checkInvariants() {
    InvariantBroken.unless(
        applied <= committed && committed <= log.lastIndex(),
        "R6 applied <= committed <= last index",
        () -> applied + ", " + committed + ", " + log.lastIndex());
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
        log.all(),
        store.snapshot());
  }
}
