import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.Node;
import dev.understudy.replication.Entry;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.Missing;
import dev.understudy.storage.ExactlyOnceStore;
import dev.understudy.storage.ExactlyOnceStore.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * A replica that ships its log asynchronously. The first member by name leads, for ever: this is one
 * epoch, and nobody fails over. The leader puts every request into its log, acknowledges it as soon
 * as its own disk has it, and ships the log to the others, which put the same entries at the same
 * places.
 *
 * <p>An entry has an index, counted from 1: {@code log.get(0)} is entry 1. What a handler appends is
 * on the disk before anything that it sends leaves the node.
 */
public class LogShipping extends Node {
  /** The only epoch there is. */
  static final long EPOCH = 1;

  /** A message carries so many entries at most. */
  static final int MOST_PER_MESSAGE = 16;

  /** No more entries are sent to a follower when so many of those sent are not flushed yet. */
  static final int MOST_UNDER_WAY = 64;

  private static final Duration HEARTBEAT = Duration.ofMillis(50);

  /** What others may see of this node. */
  record State(
      boolean leading, List<Entry> log, long committed, SortedMap<String, String> content) {}

  /** What the leader knows of one follower. */
  private static final class Follower {
    final String name;

    /** The index of the next entry to send: a guess, which the follower corrects. */
    long next;

    /** Its disk holds our entries up to this index, as far as we have heard. */
    long flushed;

    Follower(String name, long next) {
      this.name = name;
      this.next = next;
    }
  }

  private final List<Entry> log = new ArrayList<>(); // durable: add() also appends to the disk
  private long foundAtStart; // volatile: how many entries the disk had when we started

  // Volatile: the leader says it again, and the log is applied again from its beginning.
  private long committed;
  private final ExactlyOnceStore store = new ExactlyOnceStore();

  private final List<Follower> followers = new ArrayList<>(); // volatile: they say it again

  @Override
  protected Handlers handlers() {
    return Handlers.of(Append.class, Flushed.class, Missing.class, ClientMessage.class)
        .on(Request.class, this::onRequest)
        .on(Append.class, this::onAppend)
        .on(Flushed.class, this::onFlushed)
        .on(Missing.class, this::onMissing)
        .answers(Done.class, NotLeader.class, Rejected.class, Busy.class);
  }

  @Override
  protected void onStart() {
    log.addAll(loadLog(Entry.class));
    foundAtStart = log.size();
    if (isLeading()) {
      traceRole("leader", EPOCH);
      commit(log.size());
      peers().forEach(name -> followers.add(new Follower(name, log.size() + 1)));
      beat();
    } else {
      traceRole("follower", EPOCH);
    }
  }

  /** A client asks for something. */
  private void onRequest(String client, Request request) {
    // begin: yours
    // > // Who does not lead sends the client to leader(), with a NotLeader.
    // > // The leader adds an Entry to its log. Asynchronous means that it is committed at once.
    if (!isLeading()) {
      send(client, new NotLeader(request.sequence(), leader()));
      return;
    }
    add(new Entry(EPOCH, request));
    commit(log.size());
    // end: yours
  }

  /** Called for each follower at the end of each turn of the leader. */
  private void ship(Follower follower) {
    // begin: yours
    // > // Send what the follower does not have yet, from its `next` on, in messages of at most
    // > // MOST_PER_MESSAGE entries, and move `next` behind what was sent.
    // > // Stop while MOST_UNDER_WAY or more of the entries sent are not flushed.
    while (follower.next <= log.size() && follower.next - follower.flushed <= MOST_UNDER_WAY) {
      long previous = follower.next - 1;
      int end = (int) Math.min(log.size(), previous + MOST_PER_MESSAGE);
      List<Entry> entries = log.subList((int) previous, end);
      send(follower.name, new Append(EPOCH, previous, epochAt(previous), entries, committed));
      follower.next = end + 1;
    }
    // end: yours
  }

  /** A follower says how far its disk holds our log. It may say so late, or twice. */
  private void onFlushed(String name, Flushed message) {
    Follower follower = follower(name);
    // begin: yours
    // > // Remember it. From where on is there no need to send any more?
    // > // A late message must not take anything back.
    follower.flushed = Math.max(follower.flushed, message.index());
    follower.next = Math.max(follower.next, message.index() + 1);
    // end: yours
  }

  /** A follower says that our entries do not fit behind its own. */
  private void onMissing(String name, Missing message) {
    Follower follower = follower(name);
    // begin: yours
    // > // The follower knows best where it stands: go on from there.
    follower.next = message.after() + 1;
    // end: yours
  }

  /** The leader says: put these entries behind that one. Without entries it is a heartbeat. */
  private void onAppend(String leader, Append append) {
    // begin: yours
    // > // If there would be a gap, put nothing, and reply with Missing: where do you stand?
    // > // Otherwise add those of the entries that you do not have yet.
    // > // Reply with Flushed: up to where do you now have what the leader has?
    // > // Commit what the leader has committed, as far as you have it.
    if (append.previousIndex() > log.size()) {
      reply(new Missing(EPOCH, log.size()));
      return;
    }
    long index = append.previousIndex();
    for (Entry entry : append.entries()) {
      index++;
      if (index > log.size()) {
        add(entry);
      }
    }
    reply(new Flushed(EPOCH, index));
    commit(Math.min(append.committed(), index));
    // end: yours
  }

  // Everything below is yours to use and need not be changed.

  /** Adds an entry to the end of the log, in memory and on the disk. */
  private void add(Entry entry) {
    append(entry);
    log.add(entry);
  }

  /** Applies the entries up to this index, in order and each once; a leader tells the clients. */
  private void commit(long index) {
    while (committed < index) {
      committed++;
      Request request = log.get((int) committed - 1).request();
      Answer answer = store.apply(request.client(), request.sequence(), request.command());
      if (isLeading() && committed > foundAtStart) {
        acknowledge(request, answer);
      }
    }
  }

  private void acknowledge(Request request, Answer answer) {
    if (answer instanceof Answer.Applied now) {
      send(request.client(), new Done(request.sequence(), now.result()));
    } else if (answer instanceof Answer.Repeated before) {
      send(request.client(), new Done(request.sequence(), before.result()));
    }
  }

  @Override
  protected void endOfTurn() {
    followers.forEach(this::ship);
  }

  /** A message without entries: a follower that missed something notices by it, and says so. */
  private void beat() {
    for (Follower follower : followers) {
      long previous = follower.next - 1;
      send(follower.name, new Append(EPOCH, previous, epochAt(previous), List.of(), committed));
    }
    setTimer("heartbeat", HEARTBEAT, this::beat);
  }

  /** The epoch of an entry; 0 for index 0, which stands before the first one. */
  private long epochAt(long index) {
    return index == 0 ? 0 : EPOCH;
  }

  private boolean isLeading() {
    return leader().equals(self());
  }

  /** The first by name of all members. */
  private String leader() {
    List<String> members = new ArrayList<>(peers());
    members.add(self());
    return members.stream().sorted().toList().get(0);
  }

  private Follower follower(String name) {
    return followers.stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
  }

  @Override
  protected void checkInvariants() {
    InvariantBroken.unless(
        committed <= log.size(),
        "R6 nothing is committed that is not in the log",
        self() + " commits " + committed + " of " + log.size() + " entries");
  }

  @Override
  public State state() {
    return new State(isLeading(), List.copyOf(log), committed, store.snapshot());
  }
}
