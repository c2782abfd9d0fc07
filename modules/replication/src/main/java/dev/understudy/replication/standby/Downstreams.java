package dev.understudy.replication.standby;

import dev.understudy.replication.Copy;
import dev.understudy.replication.Host;
import dev.understudy.replication.Log;
import dev.understudy.replication.Snapshot;
import dev.understudy.replication.SnapshotSending;
import dev.understudy.replication.standby.StandbyMessage.Fed;
import dev.understudy.replication.standby.StandbyMessage.Feed;
import dev.understudy.replication.standby.StandbyMessage.Handed;
import dev.understudy.replication.standby.StandbyMessage.Offer;
import dev.understudy.replication.standby.StandbyMessage.Refused;
import dev.understudy.replication.standby.StandbyMessage.Subscribe;
import dev.understudy.replication.standby.StandbyMessage.Wanted;
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
   * @param sending what hands it a snapshot; null while it gets the log
   */
  public record State(
      String name, long next, long taken, int silentBeats, SnapshotSending.State sending) {}

  private static final class Downstream {
    final String name;
    long next; // runs ahead of what is taken, hoping for the best
    long taken;
    int silentBeats;
    SnapshotSending sending; // null while it gets the log

    Downstream(String name) {
      this.name = name;
    }

    State state() {
      return new State(name, next, taken, silentBeats, sending == null ? null : sending.state());
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
    if (downstream.sending != null && asks.index() < downstream.sending.stamp().index()) {
      downstream.sending.beat(); // it goes on where it was
      return;
    }
    downstream.sending = null;
    downstream.taken = agreement(asks, last);
    downstream.next = downstream.taken + 1;
    boolean hasParted = downstream.taken < asks.base();
    Snapshot snapshot =
        hasParted ? copy.snapshotOf(label.epoch()) : copy.snapshotFor(downstream.taken);
    if (snapshot != null) {
      begin(downstream, snapshot);
      return;
    }
    if (hasParted) {
      downstream.next = last + 1; // it cannot take the log; at the next beat it says so again
    }
    if (downstream.next > last) {
      feed(downstream, 0); // hears that it is fed
    }
  }

  /** The last entry that both may have: within an epoch logs do not differ. Before the base: none. */
  private long agreement(Subscribe asks, long last) {
    Log log = copy.log();
    if (asks.index() < log.base() || log.has(asks.index(), asks.epoch())) {
      return asks.index();
    }
    long agreed = Math.min(asks.index() - 1, last);
    while (agreed > 0 && agreed >= log.base() && log.epochAt(agreed) > asks.epoch()) {
      agreed--;
    }
    return agreed;
  }

  private void begin(Downstream downstream, Snapshot snapshot) {
    copy.noteSending(snapshot, downstream.name);
    downstream.next = snapshot.index() + 1;
    downstream.sending = new SnapshotSending(
        snapshot,
        copy.bounds().mostUnderWay(),
        stamp -> host.send(downstream.name, new Offer(label, end, stamp)),
        chunk -> host.send(downstream.name, new Handed(label, end, chunk)));
    downstream.sending.beat();
  }

  void onWanted(String from, Wanted wanted) {
    Downstream downstream = byName.get(from);
    if (downstream != null && downstream.sending != null && label.isKnown()) {
      downstream.silentBeats = 0;
      downstream.sending.onWanted(wanted.stamp(), wanted.chunk());
    }
  }

  /** It cannot cut what it has and we do not. It says so again if there is no such snapshot yet. */
  void onDiffers(String from) {
    Downstream downstream = byName.get(from);
    if (downstream != null && downstream.sending == null) {
      downstream.silentBeats = 0;
      Snapshot snapshot = copy.snapshotOf(label.epoch());
      if (snapshot != null) {
        begin(downstream, snapshot);
      }
    }
  }

  /** Whether somebody is at a snapshot, and needs the log behind it soon. */
  boolean isHandingOver() {
    for (Downstream downstream : byName.values()) {
      if (downstream.sending != null && downstream.sending.isHeard()) {
        return true;
      }
    }
    return false;
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
    if (downstream.sending != null && fed.index() >= downstream.sending.stamp().index()) {
      downstream.sending = null;
    }
  }

  void onUnsubscribe(String from) {
    byName.remove(from);
  }

  /** Who missed something notices by a heartbeat, and subscribes again. */
  void beat() {
    byName.values().removeIf(downstream -> ++downstream.silentBeats > MOST_SILENT_BEATS);
    if (label.isKnown()) {
      byName.values().forEach(this::beat);
    }
  }

  private void beat(Downstream downstream) {
    if (downstream.sending == null) {
      feed(downstream, 0);
    } else if (downstream.sending.stamp().index() < copy.log().base()) {
      begin(downstream, copy.snapshot()); // behind the old one there is no log any more
    } else {
      downstream.sending.beat();
    }
  }

  /** Sends everybody what it lacks, as far as it keeps up. */
  void endOfTurn() {
    if (byName.isEmpty() || !label.isKnown()) {
      return;
    }
    long last = last();
    for (Downstream downstream : byName.values()) {
      if (downstream.sending != null) {
        continue;
      }
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
    long previous = Math.max(log.base(), Math.min(downstream.next - 1, last()));
    Feed feed =
        new Feed(label, end, previous, log.epochAt(previous), log.from(previous + 1, entries));
    downstream.next = feed.lastIndex() + 1;
    host.send(downstream.name, feed);
  }

  List<State> state() {
    return byName.values().stream().map(Downstream::state).toList();
  }
}
