package dev.understudy.replication.standby;

import dev.understudy.replication.Copy;
import dev.understudy.replication.Host;
import dev.understudy.replication.Log;
import dev.understudy.replication.standby.StandbyMessage.Fed;
import dev.understudy.replication.standby.StandbyMessage.Feed;
import dev.understudy.replication.standby.StandbyMessage.Refused;
import dev.understudy.replication.standby.StandbyMessage.Subscribe;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whom a replica feeds, member or standby: each from where it stands, with what is committed, and never
 * too much at once. All of it is volatile: who is silent is forgotten, and subscribes again.
 */
public final class Downstreams {
  /** So often are they told how fresh their upstream's label is. */
  static final Duration BEAT = Duration.ofMillis(50);

  private static final int MOST_ENTRIES_PER_FEED = 256;
  private static final int MOST_SILENT_BEATS = 20;

  /**
   * One of them as a value.
   *
   * @param name its name
   * @param next the index of the next entry to send
   * @param taken up to here its disk holds our log
   * @param silentBeats for so many beats nothing was heard of it
   */
  public record State(String name, long next, long taken, int silentBeats) {}

  private static final class Downstream {
    final String name;
    long next; // runs ahead of what is taken, hoping for the best
    long taken;
    int silentBeats;

    Downstream(String name) {
      this.name = name;
    }

    State state() {
      return new State(name, next, taken, silentBeats);
    }
  }

  private final Copy copy;
  private final TreeRules rules;
  private final Host host;
  private final SortedMap<String, Downstream> byName = new TreeMap<>();
  private Label label = Label.NONE;
  private long end;

  Downstreams(Copy copy, TreeRules rules, Host host) {
    this.copy = copy;
    this.rules = rules;
    this.host = host;
  }

  /** From now on we go by this label, and know that the leader has committed so much. */
  void goBy(Label newLabel, long newEnd) {
    label = newLabel;
    end = newEnd;
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  /** Somebody wants to be fed. Whoever knows no leader says nothing, for soon it may. */
  void onSubscribe(String from, Subscribe asks) {
    if (!label.isKnown()) {
      return;
    }
    long last = last();
    boolean isAhead = rules.holds(copy.log().epochAt(last), last, asks.epoch(), asks.index());
    if (!isAhead || !rules.mayFeed(label, asks.label())) {
      byName.remove(from);
      host.send(from, new Refused(label));
      return;
    }
    Downstream downstream = byName.computeIfAbsent(from, Downstream::new);
    downstream.silentBeats = 0;
    downstream.taken = agreement(asks, last);
    downstream.next = downstream.taken + 1;
    if (downstream.next > last) {
      feed(downstream, 0); // hears that it is fed
    }
  }

  /** The last entry that both may have: within an epoch logs do not differ. */
  private long agreement(Subscribe asks, long last) {
    Log log = copy.log();
    if (log.has(asks.index(), asks.epoch())) {
      return asks.index();
    }
    long agreed = Math.min(asks.index() - 1, last);
    while (agreed > 0 && log.epochAt(agreed) > asks.epoch()) {
      agreed--;
    }
    return agreed;
  }

  void onFed(String from, Fed fed) {
    Downstream downstream = byName.get(from);
    if (downstream == null) {
      host.send(from, new Refused(label));
      return;
    }
    downstream.silentBeats = 0;
    downstream.taken = Math.max(downstream.taken, Math.min(fed.index(), last()));
    downstream.next = Math.max(downstream.next, downstream.taken + 1);
  }

  void onUnsubscribe(String from) {
    byName.remove(from);
  }

  /** Who missed something notices by a heartbeat, and subscribes again. */
  void beat() {
    byName.values().removeIf(downstream -> ++downstream.silentBeats > MOST_SILENT_BEATS);
    if (label.isKnown()) {
      byName.values().forEach(downstream -> feed(downstream, 0));
    }
  }

  /** Sends everybody what it lacks, as far as it keeps up. */
  void endOfTurn() {
    if (byName.isEmpty() || !label.isKnown()) {
      return;
    }
    long last = last();
    for (Downstream downstream : byName.values()) {
      if (downstream.next > last + 1) { // our log was cut meanwhile
        downstream.next = last + 1;
        downstream.taken = Math.min(downstream.taken, last);
      }
      long until = Math.min(last, downstream.taken + rules.mostEntriesUnderWay());
      while (downstream.next <= until) {
        feed(downstream, (int) Math.min(MOST_ENTRIES_PER_FEED, until + 1 - downstream.next));
      }
    }
  }

  private long last() {
    return rules.fedUpTo(copy.committed(), copy.lastIndex());
  }

  private void feed(Downstream downstream, int entries) {
    Log log = copy.log();
    long previous = Math.min(downstream.next - 1, last());
    Feed feed = new Feed(
        label, end, previous, log.epochAt(previous), log.from(previous + 1, entries));
    downstream.next = feed.lastIndex() + 1;
    host.send(downstream.name, feed);
  }

  List<State> state() {
    return byName.values().stream().map(Downstream::state).toList();
  }
}
