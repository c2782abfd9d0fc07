import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.replication.Entry;
import dev.understudy.replication.standby.Label;
import dev.understudy.replication.standby.StandbyMessage;
import dev.understudy.replication.standby.StandbyMessage.Differs;
import dev.understudy.replication.standby.StandbyMessage.Fed;
import dev.understudy.replication.standby.StandbyMessage.Feed;
import dev.understudy.replication.standby.StandbyMessage.Handed;
import dev.understudy.replication.standby.StandbyMessage.LabelTold;
import dev.understudy.replication.standby.StandbyMessage.LabelWanted;
import dev.understudy.replication.standby.StandbyMessage.Offer;
import dev.understudy.replication.standby.StandbyMessage.Refused;
import dev.understudy.replication.standby.StandbyMessage.Subscribe;
import dev.understudy.replication.standby.StandbyMessage.Unsubscribe;
import dev.understudy.replication.standby.StandbyMessage.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A standby: it follows an upstream, which is the leader or another standby, and feeds whoever
 * subscribes to it. When it hears nothing new of the leader it looks for another upstream.
 *
 * <p>It goes by a label: which beat of the leader it has heard of last, and how many steps the leader
 * is away. The leader counts its beats; everybody else learns its label from its upstream alone.
 *
 * <p>There is one epoch, so two logs never differ but in their length. An entry has an index, counted
 * from 1: {@code log.get(0)} is entry 1.
 */
public class CascadingStandby extends Node {
  private static final Duration BEAT = Duration.ofMillis(50);
  private static final int MOST_PER_FEED = 16;
  private static final int MOST_UNDER_WAY = 64;
  private static final int MOST_SILENT_BEATS = 20;

  /** When for more beats than this it has heard nothing new of the leader, it looks for another. */
  static final int MOST_STALE_BEATS = 8;

  /** So often it asks one before it asks the next. */
  static final int MOST_TRIES = 6;

  /** The label, as the disk keeps it. */
  private record Told(Label label) {}

  /** What others may see of this node. */
  record State(String upstream, Label label, List<Entry> log, List<String> downstreams) {}

  /** What is known of one who is fed. */
  private static final class Downstream {
    long next; // the index of the next entry to send
    long taken; // up to here its disk holds our log
    int silentBeats; // for so many nothing was heard of it
  }

  private final List<String> upstreams; // whom to ask, in this order, and then again from the first
  private final List<Entry> log = new ArrayList<>(); // durable: add() also appends to the disk

  /** What we go by, which never gets worse. Durable: who goes by what we told may follow us still. */
  private Label label = Label.NONE;

  // Volatile: whoever it is says so again.
  private final SortedMap<String, Downstream> downstreams = new TreeMap<>();
  private long end; // so much has the leader committed, as far as we have heard

  /** Who feeds us; "" if nobody does. */
  private String upstream = "";

  /** Who was asked last to feed us, and how often; "" if nobody is asked. */
  private String asked = "";

  private int tries;

  /** For so many of our own beats we have heard nothing new of the leader. */
  private int staleBeats;

  /** Looks for an upstream among these. */
  public CascadingStandby(String... upstreams) {
    this.upstreams = List.of(upstreams);
  }

  /** Somebody wants to be fed. */
  private void onSubscribe(String name, Subscribe asks) {
    // Who may be fed: whose label() ours isBetterThan, and whose log does not reach beyond
    // ours. It is fed, by feedFrom(its name, index), from where it stands. If it may not be
    // fed: reply with Refused(label), and feed it no more.
  }

  /** Who feeds us, or was asked to, sends something. */
  private void onFeed(Feed feed, String from) {
    // Only who goes by a better label than ours may be our upstream, now and always:
    // otherwise it may stand below us, or this is an old message. Then do nothing. Otherwise
    // follow(it), hear its label and take its entries.
  }

  /** Our upstream goes by this label. */
  private void hear(Label heard) {
    Label ours = heard.deeper();
    // If ours is now of a later beat than `label` was (isFresherThan), the leader has been
    // heard of: staleBeats begins anew, and nobody is asked any more. From now on we go by
    // ours. Nobody may hear of a label that our disk does not have: save it as a Told.
  }

  /** Our upstream sends entries; if there are none it is a heartbeat. */
  private void take(Feed feed) {
    // If there would be a gap: subscribe to `upstream` again, which says where we stand.
    // Otherwise add those that are new, and reply with Fed: up to where do we have what it
    // has?
  }

  /** Called with each beat while nobody feeds us, or who does has said nothing new for too long. */
  private void search() {
    // Subscribe to who is `asked`. When nobody is, or it was asked MOST_TRIES times: to the
    // next of `upstreams`, after the last one the first again.
  }

  // Everything below is yours to use and need not be changed.

  @Override
  protected Handlers handlers() {
    return Handlers.of(StandbyMessage.class)
        .on(Subscribe.class, this::onSubscribe)
        .on(Fed.class, this::onFed)
        .on(Unsubscribe.class, (name, ends) -> downstreams.remove(name))
        .on(Feed.class, this::onFeedOfAnybody)
        .on(Refused.class, this::onRefused)
        .answers(LabelWanted.class, LabelTold.class)
        .answers(Offer.class, Wanted.class, Handed.class, Differs.class); // of snapshots
  }

  @Override
  protected void onStart() {
    log.addAll(loadLog(Entry.class));
    label = load(Told.class).map(Told::label).orElse(Label.NONE);
    traceRole("standby", label.epoch());
    beat();
  }

  private void beat() {
    staleBeats++;
    if (upstream.isEmpty() || staleBeats > MOST_STALE_BEATS) {
      search();
    }
    downstreams.values().removeIf(one -> ++one.silentBeats > MOST_SILENT_BEATS);
    downstreams.forEach((name, one) -> feed(name, one, 0));
    setTimer("beat", BEAT, this::beat);
  }

  @Override
  protected void endOfTurn() {
    downstreams.forEach((name, one) -> {
      while (one.next <= log.size() && one.next - one.taken <= MOST_UNDER_WAY) {
        feed(name, one, MOST_PER_FEED);
      }
    });
  }

  /** From now on this one is fed; it has our log up to this index. */
  private void feedFrom(String name, long index) {
    Downstream downstream = downstreams.computeIfAbsent(name, any -> new Downstream());
    downstream.silentBeats = 0;
    downstream.taken = index;
    downstream.next = index + 1;
    feed(name, downstream, 0); // hears that it is fed
  }

  /** Sends a downstream what it lacks, so many entries at most, and our label. */
  private void feed(String name, Downstream downstream, int most) {
    long previous = downstream.next - 1;
    int last = (int) Math.min(log.size(), previous + most);
    List<Entry> entries = log.subList((int) previous, last);
    send(name, new Feed(label, end, previous, epochAt(previous), entries));
    downstream.next = last + 1;
  }

  private void onFed(String name, Fed fed) {
    Downstream downstream = downstreams.get(name);
    if (downstream == null) {
      reply(new Refused(label));
    } else {
      downstream.silentBeats = 0;
      downstream.taken = Math.max(downstream.taken, fed.index());
      downstream.next = Math.max(downstream.next, downstream.taken + 1);
    }
  }

  private void onFeedOfAnybody(String from, Feed feed) {
    if (from.equals(upstream) || from.equals(asked)) {
      end = Math.max(end, feed.end());
      onFeed(feed, from);
    } else {
      reply(new Unsubscribe()); // somebody else feeds us
    }
  }

  private void onRefused(String from, Refused refused) {
    if (from.equals(upstream)) {
      upstream = "";
    } else if (from.equals(asked)) {
      tries = MOST_TRIES;
    }
  }

  /** From now on this one is our upstream, and the one before feeds us no more. */
  private void follow(String name) {
    if (!upstream.equals(name)) {
      if (!upstream.isEmpty()) {
        send(upstream, new Unsubscribe());
      }
      upstream = name;
      trace("follows " + name);
    }
  }

  /** Asks somebody to feed us from where we stand. */
  private void subscribe(String name) {
    send(name, new Subscribe(label, log.size(), epochAt(log.size())));
  }

  private void add(Entry entry) {
    append(entry);
    log.add(entry);
  }

  /** The epoch of an entry; 0 for index 0, which stands before the first one. */
  private long epochAt(long index) {
    return index == 0 ? 0 : log.get((int) index - 1).epoch();
  }

  @Override
  public State state() {
    return new State(upstream, label, List.copyOf(log), List.copyOf(downstreams.keySet()));
  }
}
