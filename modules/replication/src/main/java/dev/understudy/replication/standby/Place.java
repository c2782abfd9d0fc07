package dev.understudy.replication.standby;

import dev.understudy.replication.Copy;
import dev.understudy.replication.Host;
import dev.understudy.replication.standby.StandbyMessage.Subscribe;
import dev.understudy.replication.standby.StandbyMessage.Unsubscribe;
import java.util.List;

/**
 * Where a standby stands in the tree: who feeds it, by which label it goes, and whom it asks when it
 * hears no more of the leader. By {@link Label} nobody is followed who stands below.
 */
final class Place {
  private final Copy copy;
  private final TreeRules rules;
  private final Host host;
  private final Search search; // volatile

  private Label told; // durable: no label that we gave may be better than our next one
  private Label label = Label.NONE; // volatile: learned from the upstream
  private String upstream = ""; // volatile: any will do that may feed us

  /** A place to be found among these; {@code told}: the best label that was told before. */
  Place(Label told, List<String> candidates, Copy copy, TreeRules rules, Host host) {
    this.told = told;
    this.copy = copy;
    this.rules = rules;
    this.host = host;
    search = new Search(candidates);
  }

  /** Who feeds us; "" if nobody does. */
  String upstream() {
    return upstream;
  }

  /** What we go by. */
  Label label() {
    return label;
  }

  /** No label that we have gone by, in this life or before, is better. */
  Label bound() {
    return label.isKnown() ? label : rules.remembered(told);
  }

  /** Whether nothing new was heard of the leader for longer than it should. */
  boolean isCutOff() {
    return search.isNeeded();
  }

  Search.State search() {
    return search.state();
  }

  /** Asks the next one, if nobody feeds us or who does hears of no leader. */
  void beat() {
    search.beat();
    if (upstream.isEmpty() || search.isNeeded()) {
      subscribe(search.next(label.isKnown()), copy.lastIndex());
    }
  }

  /** Our log and the upstream's may be the same up to this index only. */
  void subscribeFrom(long index) {
    subscribe(upstream, index);
  }

  private void subscribe(String to, long index) {
    host.send(
        to, new Subscribe(bound(), index, copy.log().epochAt(index), copy.log().base()));
  }

  void onRefused(String from) {
    if (from.equals(upstream)) {
      upstream = ""; // it has forgotten us
    } else if (search.asks(from) && label.isKnown()) {
      search.giveUp();
    }
  }

  /** Whether this one, who goes by this label, feeds us: from now on, if not before. */
  boolean isFedBy(String from, Label theirs) {
    if (!from.equals(upstream) && !search.asks(from)) {
      host.send(from, new Unsubscribe());
      return false;
    }
    if (!rules.mayFeed(theirs, bound())) {
      return false; // an old message, or one who has heard no more of the leader than we have
    }
    follow(from);
    hear(theirs);
    return true;
  }

  private void follow(String from) {
    if (!from.equals(upstream)) {
      leave();
      upstream = from;
      host.trace("follows " + from);
    }
  }

  private void hear(Label theirs) {
    Label next = theirs.deeper();
    if (next.isFresherThan(label)) {
      search.end();
    }
    label = next;
    if (label.isBetterThan(told)) {
      told = label.ahead(rules.beatsAhead());
      host.save(new Standby.Told(told)); // before we tell anybody of it
    }
  }

  /** Follows nobody, and asks nobody any more. */
  void end() {
    leave();
    search.end();
  }

  private void leave() {
    if (!upstream.isEmpty()) {
      host.send(upstream, new Unsubscribe());
      upstream = "";
    }
  }
}
