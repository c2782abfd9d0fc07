import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Mode;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.Configure;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.Missing;
import dev.understudy.replication.ReplicationMessage.Written;
import dev.understudy.replication.SemiSync;
import dev.understudy.storage.ExactlyOnceStore;
import dev.understudy.storage.ExactlyOnceStore.Answer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A replica that acknowledges a write when enough disks have it: how many, and whose, its mode says.
 * The first member by name leads, for ever, in the one epoch there is. The log is shipped as in the
 * exercise before this one; what is missing here is when a client may be told.
 *
 * <p>The leader applies an entry as soon as its own disk has it, and keeps the answer back in {@link
 * #waiting}. At the end of each turn it looks up to where the log is safe, and tells the clients of
 * the entries up to there.
 */
public class SemiSyncAndSync extends Node {
  private static final long EPOCH = 1;
  private static final int MOST_PER_MESSAGE = 16;
  private static final int MOST_UNDER_WAY = 64;
  private static final Duration HEARTBEAT = Duration.ofMillis(50);

  /** What is to be told, by {@link #trace}, when SEMI_SYNC goes on without its followers. */
  static final String ALONE = "semi-sync goes on alone";

  /** What is to be told when it waits for them again. */
  static final String TOGETHER = "semi-sync waits for its followers again";

  /** What others may see of this node. */
  record State(List<Entry> log, long committed, boolean isAlone, List<String> inSync) {}

  /** Who must have a write before it is acknowledged with SYNC: the leader, and these followers. */
  private record InSync(List<String> members) {}

  /** What the leader knows of one follower. */
  private static final class Follower {
    final String name;
    long next; // the index of the next entry to send: a guess

    /** It has said that it has our entries up to this index, perhaps not yet on its disk. */
    long written;

    /** It has said that its disk holds our entries up to this index. */
    long flushed;

    Follower(String name, long next) {
      this.name = name;
      this.next = next;
    }
  }

  /** An answer that its client has not been told; since when it waits, by this node's clock. */
  private record Waiting(long index, String client, Done answer, Duration since) {}

  private final Mode mode;
  private final SemiSync semiSync;

  private final List<Entry> log = new ArrayList<>(); // durable: add() also appends to the disk
  private final List<String> inSync = new ArrayList<>(); // durable: changes are saved

  // Volatile: the log is applied again from its beginning, clients ask again, followers say again.
  private final ExactlyOnceStore store = new ExactlyOnceStore();
  private long applied;
  private long foundAtStart; // how many entries the disk had when we started
  private long committed; // up to here clients have been told, in this life
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(); // in the order of the log
  private final List<Follower> followers = new ArrayList<>(); // not the leader itself
  private long endAtHeartbeat; // where the log ended at the last heartbeat

  /** SEMI_SYNC: true while nobody is waited for. */
  private boolean isAlone;

  /** The mode is ASYNC, SEMI_SYNC or SYNC; the second argument says how SEMI_SYNC waits. */
  public SemiSyncAndSync(Mode mode, SemiSync semiSync) {
    this.mode = mode;
    this.semiSync = semiSync;
  }

  /** The last index that the disks of so many followers have reached. */
  private long heldBy(int many) {
    // Each of `followers` has `flushed` up to somewhere: for 7, 4 and 9, two have reached 7.
    return 0;
  }

  /** Up to this index the log is as safe as the mode asks for. The leader's own disk has all of it. */
  private long safe() {
    // ASYNC asks for the leader's own disk alone.
    // SEMI_SYNC asks for the disks of semiSync.followers() followers too, unless it isAlone.
    // SYNC asks for the disks of all who are in sync, and of nobody else.
    return 0;
  }

  /** Tells the clients of all entries up to `committed`, each once and in the order of the log. */
  private void tell() {
    // Who waits longest stands first in `waiting`. Its answer goes to its client by `send`.
  }

  /** SEMI_SYNC looks at its followers with each heartbeat. */
  private void lookAtFollowers() {
    // It goes on alone when somebody has waited for semiSync.patience() or longer.
    // It waits again when enough of them hold the log up to `endAtHeartbeat`.
    // Each time it says so: trace(ALONE), trace(TOGETHER).
  }

  /** With SYNC: a follower that the operator has removed says how far its disk has our log. */
  private void takeBack(Follower follower) {
    // It is in sync again, by putInSync, if its disk has all that was ever acknowledged:
    // in this life of the leader, and in those before.
  }

  // Everything below is yours to use and need not be changed.

  @Override
  protected Handlers handlers() {
    return Handlers.of(Append.class, Written.class, Flushed.class, Missing.class)
        .on(Append.class, this::onAppend)
        .on(Written.class, this::onWritten)
        .on(Flushed.class, this::onFlushed)
        .on(Missing.class, (name, message) -> follower(name).next = message.after() + 1)
        .on(Configure.class, this::onConfigure)
        .on(Request.class, this::onRequest)
        .answers(Done.class, NotLeader.class, Rejected.class, Busy.class);
  }

  @Override
  protected void onStart() {
    log.addAll(loadLog(Entry.class));
    foundAtStart = log.size();
    inSync.addAll(load(InSync.class).map(InSync::members).orElse(members()));
    if (isLeading()) {
      traceRole("leader", EPOCH);
      endAtHeartbeat = log.size();
      peers().forEach(name -> followers.add(new Follower(name, log.size() + 1)));
      beat();
    } else {
      traceRole("follower", EPOCH);
    }
  }

  @Override
  protected void endOfTurn() {
    if (isLeading()) {
      applyUpTo(log.size());
      committed = Math.max(committed, safe());
      tell();
      followers.forEach(this::ship);
    }
  }

  private void beat() {
    for (Follower follower : followers) {
      send(follower.name, new Append(EPOCH, follower.next - 1, EPOCH, List.of(), committed));
    }
    if (mode == Mode.SEMI_SYNC) {
      lookAtFollowers();
    }
    endAtHeartbeat = log.size();
    setTimer("heartbeat", HEARTBEAT, this::beat);
  }

  private void onRequest(String client, Request request) {
    if (isLeading()) {
      add(new Entry(EPOCH, request));
    } else {
      send(client, new NotLeader(request.sequence(), leader()));
    }
  }

  private void onWritten(String name, Written message) {
    Follower follower = follower(name);
    follower.written = Math.max(follower.written, message.index());
  }

  private void onFlushed(String name, Flushed message) {
    Follower follower = follower(name);
    follower.flushed = Math.max(follower.flushed, message.index());
    follower.next = Math.max(follower.next, message.index() + 1);
    if (mode == Mode.SYNC && !inSync.contains(name)) {
      takeBack(follower);
    }
  }

  /** The operator removes members: who is not named is not in sync from now on. */
  private void onConfigure(String operator, Configure message) {
    inSync.retainAll(message.configuration().members());
    saveInSync();
  }

  private void putInSync(Follower follower) {
    inSync.add(follower.name);
    saveInSync();
  }

  private void saveInSync() {
    save(new InSync(List.copyOf(inSync)));
    trace("in sync are " + inSync);
  }

  private void onAppend(String leader, Append append) {
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
    if (!append.entries().isEmpty()) {
      replyBeforeFlush(new Written(EPOCH, index)); // at once; the next one when the disk has it
    }
    reply(new Flushed(EPOCH, index));
    applyUpTo(Math.min(append.committed(), index));
  }

  private void ship(Follower follower) {
    while (follower.next <= log.size() && follower.next - follower.flushed <= MOST_UNDER_WAY) {
      long previous = follower.next - 1;
      int end = (int) Math.min(log.size(), previous + MOST_PER_MESSAGE);
      List<Entry> entries = log.subList((int) previous, end);
      send(follower.name, new Append(EPOCH, previous, EPOCH, entries, committed));
      follower.next = end + 1;
    }
  }

  private void add(Entry entry) {
    append(entry);
    log.add(entry);
  }

  /** Applies the entries up to this index, in order and each once; the leader keeps the answers back. */
  private void applyUpTo(long index) {
    while (applied < index) {
      applied++;
      Request request = log.get((int) applied - 1).request();
      Answer answer = store.apply(request.client(), request.sequence(), request.command());
      if (isLeading() && applied > foundAtStart) {
        keepBack(request, answer);
      }
    }
  }

  private void keepBack(Request request, Answer answer) {
    String result;
    if (answer instanceof Answer.Applied now) {
      result = now.result();
    } else if (answer instanceof Answer.Repeated before) {
      result = before.result();
    } else {
      return; // a late copy: its client has gone on long ago
    }
    waiting.add(
        new Waiting(applied, request.client(), new Done(request.sequence(), result), now()));
  }

  private boolean isLeading() {
    return leader().equals(self());
  }

  private String leader() {
    return members().get(0);
  }

  /** All members, by name. */
  private List<String> members() {
    List<String> members = new ArrayList<>(peers());
    members.add(self());
    return members.stream().sorted().toList();
  }

  private Follower follower(String name) {
    return followers.stream()
        .filter(one -> one.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            name + " is not among the followers: the leader does not follow itself"));
  }

  @Override
  public State state() {
    return new State(List.copyOf(log), committed, isAlone, List.copyOf(inSync));
  }
}
