package dev.understudy.quorum;

import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.quorum.Change.Claim;
import dev.understudy.quorum.Change.Copy;
import dev.understudy.quorum.Change.Hint;
import dev.understudy.quorum.QuorumMessage.Branches;
import dev.understudy.quorum.QuorumMessage.Consent;
import dev.understudy.quorum.QuorumMessage.Found;
import dev.understudy.quorum.QuorumMessage.Leaves;
import dev.understudy.quorum.QuorumMessage.Proposal;
import dev.understudy.quorum.QuorumMessage.Read;
import dev.understudy.quorum.QuorumMessage.Standing;
import dev.understudy.quorum.QuorumMessage.Store;
import dev.understudy.quorum.QuorumMessage.Stored;
import dev.understudy.quorum.QuorumMessage.Survey;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * One of several equal nodes that keep copies of keys. It answers coordinators about its own copies,
 * and is the coordinator of every client that asks it, by its {@link Coordination}.
 */
public class Keeper extends Node {
  /** The most characters a command may have, key and value together. */
  public static final int MOST_CHARACTERS = 1 << 16;

  /** How often a node has started. */
  record Life(long starts) {}

  /**
   * What others may see of a node.
   *
   * @param copies its own copies, by key
   * @param claims what it promised about each client's last write
   * @param hints the copies that it keeps for others
   * @param underWay the requests that it sees to, in words
   * @param round the last round that it used or heard of
   * @param compared how often it has compared copies since it started
   */
  public record State(
      SortedMap<String, Copy> copies,
      SortedMap<String, Claim> claims,
      List<Hint> hints,
      List<String> underWay,
      long round,
      long compared) {}

  private final Rules rules;
  private Shelf shelf; // volatile: made of the journal's entries at every start
  private Holder holder; // volatile: all that it knows is on the shelf
  private long lastIndex; // of the journal
  private long compacted; // up to here a snapshot stands for the journal, or is being written
  private Life life; // durable, or two attempts of two lives would have one ballot
  private Ring ring; // volatile: the members do not change

  // Volatile, both: clients ask again, and nodes compare again.
  private Coordination coordination;
  private Caretaker caretaker;

  /** A node that goes by these rules, as all its peers do. */
  public Keeper(Rules rules) {
    this.rules = rules;
  }

  @Override
  protected Handlers handlers() {
    return Handlers.of(QuorumMessage.class, ClientMessage.class)
        .on(Request.class, this::onRequest)
        .on(Survey.class, this::onQuestion)
        .on(Proposal.class, this::onQuestion)
        .on(Store.class, this::onQuestion)
        .on(Read.class, this::onQuestion)
        .on(Branches.class, (from, branches) -> caretaker.onBranches(from, branches))
        .on(Leaves.class, (from, leaves) -> caretaker.onLeaves(from, leaves))
        .answers(Standing.class, Consent.class, Stored.class, Found.class)
        .answers(Done.class, NotLeader.class, Rejected.class, Busy.class);
  }

  @Override
  protected void onStart() {
    shelf = new Shelf();
    loadSnapshot(Change.Entry.class).forEach(entry -> shelf.apply(entry.change()));
    List<Change.Entry> log = loadLog(Change.Entry.class);
    log.forEach(entry -> shelf.apply(entry.change()));
    lastIndex = logStart() + log.size();
    compacted = logStart();
    life = new Life(load(Life.class).map(Life::starts).orElse(0L) + 1);
    save(life);
    List<String> members = new ArrayList<>(peers());
    members.add(self());
    if (members.size() < rules.n()) {
      throw new IllegalStateException("there are " + members.size() + " nodes and " + rules.n()
          + " copies are wanted: start " + rules.n() + " nodes or more");
    }
    ring = new Ring(members);
    holder = new Holder(this, rules, shelf);
    coordination = coordination(new ThisNode());
    caretaker = new Caretaker(this, rules, shelf, peers());
    caretaker.start();
  }

  private void onRequest(String client, Request request) {
    Command command = request.command();
    if (command instanceof Command.Append || command instanceof Command.CompareAndSet) {
      send(
          client,
          new Rejected(
              request.sequence(),
              "what is to be written depends on what is there, and nobody here knows that for sure:"
                  + " only put, get and delete are possible"));
    } else if (command.length() > MOST_CHARACTERS) {
      send(
          client, new Rejected(request.sequence(), "more than " + MOST_CHARACTERS + " characters"));
    } else {
      coordination.onRequest(request);
    }
  }

  private void onQuestion(String from, QuorumMessage question) {
    holder.answer(question).ifPresent(this::reply);
  }

  /** Who sees to the requests of clients, for each life of this node a new one. */
  protected Coordination coordination(Host host) {
    return new Coordinator(this, rules);
  }

  /** How many must have stored a copy before a client is told (K1). */
  protected int storesNeeded() {
    return rules.w();
  }

  /** The version that a write may have been given by an earlier attempt, if by any (K2). */
  protected Optional<Version> givenBefore(List<Standing> standings) {
    return standings.stream()
        .filter(standing -> !standing.accepted().equals(Ballot.NONE))
        .max(Comparator.comparing(Standing::accepted))
        .map(Standing::given);
  }

  /** The newest of the copies that were found, which stand in the order in which they came (K1). */
  protected Copy newest(List<Copy> found) {
    return Copy.newest(found);
  }

  /** Whether a tombstone that was made so long ago may go (K4). */
  protected boolean mayDrop(Copy tombstone, Duration age) {
    return age.compareTo(rules.tombstonesStay()) > 0;
  }

  /** Whether a hint is to be kept on until its owner says that it has the copy (K3). */
  protected boolean waitsForOwner() {
    return true;
  }

  /** What a leaf of the tree is made of: equal only for equal copies (K5). */
  protected long leafHash(Copy copy) {
    return MerkleTree.leafHash(copy);
  }

  @Override
  public State state() {
    return new State(
        shelf.copies(),
        shelf.claims(),
        shelf.hints(),
        coordination.underWay(),
        coordination.round(),
        caretaker.compared());
  }

  /** Writes a change down, and does it. */
  final void write(Change change) {
    append(new Change.Entry(change));
    lastIndex++;
    shelf.apply(change);
  }

  /** What was overwritten again and again is forgotten, so that the journal grows with the keys only. */
  @Override
  protected void endOfTurn() {
    long behind = lastIndex - compacted;
    if (behind > changesKept()
        && behind > 2L * shelf.size()
        && compactLog(lastIndex, snapshot(shelf.all()))) {
      compacted = lastIndex;
    }
  }

  /** What of all that is kept here goes into the snapshot: all of it, promises too (K2). */
  protected List<Change.Entry> snapshot(List<Change.Entry> all) {
    return all;
  }

  /** So many changes are kept one by one before a snapshot stands for them. */
  protected int changesKept() {
    return 4096;
  }

  /** Keeps a copy of its own, unless it has a newer one. */
  final void keep(Copy copy) {
    holder.keep(copy);
  }

  final List<String> ring(String key) {
    return ring.from(key);
  }

  final boolean owns(String node, String key) {
    return ring.from(key).subList(0, rules.n()).contains(node);
  }

  final Ballot ballot(long round) {
    return new Ballot(round, self(), life.starts());
  }

  /** Asks a node, which may be this one: then the answer comes at once, and is durable when it is heard. */
  final <A extends Record> void question(
      String node, Record said, Duration patience, Class<A> type, Consumer<Outcome<A>> then) {
    if (node.equals(self())) {
      then.accept(holder
          .answer((QuorumMessage) said)
          .map(answer -> Outcome.ok(type.cast(answer)))
          .orElse(Outcome.unknown("this node does not answer that any more")));
    } else {
      ask(node, said, patience, type, then);
    }
  }

  /** Says something to another node; what is for this one it does at once. */
  final void tell(String to, Record message) {
    if (to.equals(self())) {
      holder.answer((QuorumMessage) message);
    } else {
      send(to, message);
    }
  }

  final void after(String name, Duration delay, Runnable action) {
    setTimer(name, delay, action);
  }

  final void cancel(String name) {
    cancelTimer(name);
  }

  final void note(String remark) {
    trace(remark);
  }

  final long dateMillis() {
    return wallClock().toEpochMilli();
  }

  final Duration age(Copy tombstone) {
    return Duration.between(Instant.ofEpochMilli(tombstone.deletedAtMillis()), wallClock());
  }

  final int chance(int bound) {
    return random().nextInt(bound);
  }

  private final class ThisNode implements Host {
    @Override
    public List<String> owners(String key) {
      return ring(key).subList(0, rules.n());
    }

    @Override
    public Ballot ballot(long round) {
      return Keeper.this.ballot(round);
    }

    @Override
    public <A extends Record> void question(
        String node, Record said, Duration patience, Class<A> type, Consumer<Outcome<A>> then) {
      Keeper.this.question(node, said, patience, type, then);
    }

    @Override
    public void tell(String client, Record message) {
      send(client, message);
    }

    @Override
    public void after(String name, Duration delay, Runnable action) {
      setTimer(name, delay, action);
    }

    @Override
    public void cancel(String name) {
      cancelTimer(name);
    }

    @Override
    public int chance(int bound) {
      return Keeper.this.chance(bound);
    }

    @Override
    public long dateMillis() {
      return Keeper.this.dateMillis();
    }
  }
}
