package dev.understudy.replication.reads;

import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Position;
import dev.understudy.replication.reads.ReadMessage.Age;
import dev.understudy.replication.reads.ReadMessage.AskAge;
import dev.understudy.replication.reads.ReadMessage.Behind;
import dev.understudy.replication.reads.ReadMessage.Confirm;
import dev.understudy.replication.reads.ReadMessage.Confirmed;
import dev.understudy.replication.reads.ReadMessage.Found;
import dev.understudy.replication.reads.ReadMessage.Full;
import dev.understudy.replication.reads.ReadMessage.Lost;
import dev.understudy.replication.reads.ReadMessage.Read;
import dev.understudy.replication.reads.ReadMessage.TooStale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Answers those who read at one replica, whether it leads or follows: with what is committed, and not
 * before it holds what the reader has seen and is as fresh as the reader asks for.
 *
 * <p>All of it is volatile: a reader that is not answered asks again, perhaps somebody else.
 */
public final class Serving {
  private static final int MOST_WAITING = 1024;
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(10);

  /** A value, the last entry that it takes into account, and when that was so. */
  private record Shown(String value, Position position, Duration at) {}

  /** A question that cannot be answered yet. */
  private static final class Waiting {
    final String reader;
    final Read read;
    final Duration until;
    Shown shown; // what is to be answered when it is committed; null if that is not known yet
    boolean isTooStale;

    Waiting(String reader, Read read, Duration until) {
      this.reader = reader;
      this.read = read;
      this.until = until;
    }
  }

  private final ReadHost host;
  private final ReadRules rules;
  private final Freshness freshness;
  private final Ages ages;
  private final List<Waiting> waiting = new ArrayList<>();
  private boolean isTicking;

  /** Answers for this replica. */
  public Serving(ReadHost host, ReadRules rules) {
    this.host = host;
    this.rules = rules;
    freshness = new Freshness(rules);
    ages = new Ages(host, rules, freshness);
  }

  /** Adds handlers for {@link ReadMessage}s, which go to what is supplied when one comes. */
  public static Handlers addTo(Handlers handlers, Supplier<Serving> serving) {
    return handlers
        .on(Read.class, (from, read) -> serving.get().onRead(from, read))
        .on(AskAge.class, (from, question) -> serving.get().onAskAge(from, question))
        .on(Age.class, (from, age) -> serving.get().ages().onAge(age))
        .on(Confirm.class, (from, confirm) -> serving.get().ages().onConfirm(from, confirm))
        .on(Confirmed.class, (from, answer) -> serving.get().ages().onConfirmed(from, answer))
        .answers(Found.class, TooStale.class, Behind.class, Lost.class, Full.class);
  }

  Ages ages() {
    return ages;
  }

  void onRead(String reader, Read read) {
    if (waiting.size() >= MOST_WAITING) {
      host.send(reader, new Full(read.number(), waiting.size()));
      return;
    }
    Duration patience =
        read.patience().compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : read.patience();
    waiting.add(new Waiting(reader, read, host.now().plus(patience)));
  }

  void onAskAge(String from, AskAge question) {
    ages.onAskAge(from, question);
    keepTicking();
  }

  /** To be called when a turn has brought all that it brings: answers who can be answered now. */
  public void endOfTurn() {
    if (!waiting.isEmpty()) {
      waiting.removeIf(this::isAnswered);
      keepTicking();
    }
  }

  private void keepTicking() {
    if (!isTicking && !(waiting.isEmpty() && !ages.isAsked())) {
      isTicking = true;
      host.setTimer("reads", Ages.INTERVAL, this::tick);
    }
  }

  private void tick() {
    isTicking = false;
    ages.tick();
    waiting.removeIf(one -> isAnswered(one) || isRefused(one));
    keepTicking();
  }

  private boolean isAnswered(Waiting one) {
    Read read = one.read;
    for (Position seen : rules.mustHold(read.seen())) {
      Position instead = lastCommittedUpTo(seen.index());
      if (instead.epoch() > seen.epoch()) {
        host.send(one.reader, new Lost(read.number(), seen, instead));
        return true;
      }
      if (!holds(seen)) {
        one.isTooStale = false;
        return false;
      }
    }
    if (one.shown == null || !holds(one.shown.position)) {
      one.shown = new Shown(host.get(read.key()), positionAt(host.applied()), host.now());
    }
    if (!rules.mayShow(one.shown.position.index(), host.committed())) {
      return false; // a leader has applied what may still go: the answer waits, as a write's does
    }
    Duration age = read.mostAge() == null ? null : ageOf(one.shown);
    if (read.mostAge() != null && (age == null || age.compareTo(read.mostAge()) > 0)) {
      one.shown = null;
      one.isTooStale = true;
      ages.ask();
      return false;
    }
    host.send(one.reader, new Found(read.number(), one.shown.value, one.shown.position, age));
    return true;
  }

  private boolean isRefused(Waiting one) {
    if (one.until.compareTo(host.now()) > 0) {
      return false;
    }
    long number = one.read.number();
    host.send(
        one.reader,
        one.isTooStale
            ? new TooStale(
                number, ageOf(positionAt(host.applied()).index(), host.now()), host.leader())
            : new Behind(number, positionAt(host.committed()), host.leader()));
    return true;
  }

  private Duration ageOf(Shown shown) {
    return ageOf(shown.position.index(), shown.at);
  }

  private Duration ageOf(long index, Duration at) {
    return freshness.ageAt(at, index, this::holds);
  }

  /**
   * Whether this replica has this entry, and has applied it. Of the entries before the base nothing is
   * known but this: one of the same epoch as that at the base is there, for its leader had both.
   */
  private boolean holds(Position position) {
    long known = Math.max(position.index(), host.base());
    return position.index() <= host.applied() && host.epochAt(known) == position.epoch();
  }

  /** The last entry up to here that is committed; the base if a snapshot stands for that place. */
  private Position lastCommittedUpTo(long index) {
    return positionAt(Math.max(host.base(), Math.min(index, host.committed())));
  }

  private Position positionAt(long index) {
    return new Position(host.epochAt(index), index);
  }
}
