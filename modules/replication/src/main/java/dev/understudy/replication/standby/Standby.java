package dev.understudy.replication.standby;

import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.replication.Chunk;
import dev.understudy.replication.Configuration;
import dev.understudy.replication.Copy;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Following;
import dev.understudy.replication.HostNode;
import dev.understudy.replication.Lag;
import dev.understudy.replication.Leading;
import dev.understudy.replication.LogBounds;
import dev.understudy.replication.Mode;
import dev.understudy.replication.ReadHere;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.Missing;
import dev.understudy.replication.ReplicationMessage.SnapshotChunk;
import dev.understudy.replication.ReplicationMessage.SnapshotOffer;
import dev.understudy.replication.ReplicationMessage.SnapshotWanted;
import dev.understudy.replication.Rules;
import dev.understudy.replication.SnapshotReceiving;
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
import io.vertx.core.Future;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A replica that is no member: nobody counts it and no operator of the members promotes it. It follows
 * an upstream, a member or another standby, takes what is committed, and feeds whoever subscribes to
 * it.
 *
 * <p>When it hears of no new beat of the leader for some time, it asks the upstreams
 * that it was given, then the members, one after the other; it leaves the old one when another one
 * feeds it. By {@link Label} it never follows who stands below it.
 *
 * <p>{@link #promote} makes it the leader of an epoch of its own, for the day when all members are gone.
 */
public class Standby extends HostNode {
  /** So many epochs are left to the members, who may live on unknown to who promotes a standby. */
  private static final long EPOCHS_OF_MEMBERS = 1000;

  /** The best label that it may ever have told anybody. */
  record Told(Label label) {}

  /** The epoch that it leads. */
  record Promotion(long epoch) {}

  /**
   * What others may know of a standby.
   *
   * @param role standby, or leader when it was promoted
   * @param upstream who feeds it; "" if nobody does
   * @param label what it goes by: later, or nearer to the leader, than that of whom it feeds
   * @param bound the best label that it has ever gone by, or a better one
   * @param front what stands for the front of its log
   * @param receiving what it has of a snapshot that is to replace its log
   * @param log its entries behind that, all of them committed by their leader
   * @param content what they add up to
   * @param search whom it looks for, and for how long
   * @param downstreams whom it feeds
   * @param leading what it knows as a leader; null while it follows
   */
  public record State(
      String role,
      String upstream,
      Label label,
      Label bound,
      Copy.Front front,
      SnapshotReceiving.State receiving,
      List<Entry> log,
      SortedMap<String, String> content,
      Search.State search,
      List<Downstreams.State> downstreams,
      Leading.State leading) {
    /** The index before the first of the log: so far a snapshot stands for it. */
    public long logStart() {
      return front.base() == null ? 0 : front.base().index();
    }

    /** The index of its last entry. */
    public long lastIndex() {
      return logStart() + log.size();
    }
  }

  private final List<String> upstreams;
  private final TreeRules rules;

  private Copy copy; // its log is durable
  private SnapshotReceiving receiving; // durable: what there is of a snapshot
  private Following following; // volatile
  private Downstreams downstreams; // volatile: they subscribe again
  private Label told = Label.NONE; // durable: no label that we gave may be better than our next one
  private Label label = Label.NONE; // volatile: learned from the upstream
  private long end; // volatile: so much had the leader committed
  private Lag lag = new Lag(); // volatile
  private String upstream = ""; // volatile: any will do that may feed us
  private Search search; // volatile
  private Leading leading; // volatile; null while it follows
  private long ledEpoch; // durable, as its Promotion
  private long leadingBeats;

  /** Looks for an upstream among these, in this order, and then among the members. */
  public Standby(String... upstreams) {
    this(new TreeRules(), upstreams);
  }

  /** By other rules: a broken twin. */
  protected Standby(TreeRules rules, String... upstreams) {
    this.rules = rules;
    this.upstreams = List.of(upstreams);
  }

  @Override
  protected Handlers handlers() {
    return withReads(Handlers.of(StandbyMessage.class, ClientMessage.class))
        .on(Subscribe.class, (from, asks) -> downstreams.onSubscribe(from, asks))
        .on(Fed.class, (from, fed) -> downstreams.onFed(from, fed))
        .on(Unsubscribe.class, (from, ends) -> downstreams.onUnsubscribe(from))
        .on(Wanted.class, (from, wanted) -> downstreams.onWanted(from, wanted))
        .on(Differs.class, (from, differs) -> downstreams.onDiffers(from))
        .on(Feed.class, this::onFeed)
        .on(Offer.class, this::onOffer)
        .on(Handed.class, this::onHanded)
        .on(Refused.class, this::onRefused)
        .on(Request.class, this::onRequest)
        .answers(LabelWanted.class, LabelTold.class)
        .answers(Done.class, NotLeader.class, Rejected.class, Busy.class);
  }

  @Override
  protected void onStart() {
    Rules rulesOfCopies = new Rules();
    copy =
        new Copy(loadSnapshot(Chunk.class), loadLog(Entry.class), logBounds(), rulesOfCopies, host);
    copy.commit(copy.lastIndex(), false); // it was committed when it came
    copy.applyUpTo(copy.lastIndex(), (index, request, answer) -> {});
    receiving = new SnapshotReceiving(loadStaged(Chunk.class), copy, rulesOfCopies, host);
    following = new Following(copy, receiving, rulesOfCopies);
    downstreams = new Downstreams(copy, rules, host);
    serveReads(new ReadHere(copy, host, this::role), rules.reads());
    search = new Search(Stream.concat(upstreams.stream(), peers().stream())
        .filter(name -> !name.equals(self()))
        .distinct()
        .toList());
    told = load(Told.class).map(Told::label).orElse(Label.NONE);
    load(Promotion.class)
        .ifPresentOrElse(promotion -> lead(promotion.epoch()), () -> traceRole("standby", 0));
    beat();
  }

  private void beat() {
    if (leading != null) {
      leading.beat();
      leadingBeats++;
      goBy();
    } else {
      search.beat();
      if (upstream.isEmpty() || search.isNeeded()) {
        subscribe(search.next(label.isKnown()), copy.lastIndex());
      }
    }
    downstreams.beat();
    setTimer("beat", Downstreams.BEAT, this::beat);
  }

  @Override
  protected void endOfTurn() {
    if (leading != null) {
      leading.endOfTurn();
      goBy();
    }
    downstreams.endOfTurn();
    serveReads();
    copy.shorten(downstreams.isHandingOver());
  }

  /** How long its log may become. */
  protected LogBounds logBounds() {
    return LogBounds.DEFAULT;
  }

  /** No member asks it whether it knows of another leader. */
  private ReadHere.Role role() {
    String leader = leading == null ? "" : self();
    return new ReadHere.Role(label.epoch(), leader, upstream, false, leading);
  }

  private void goBy() {
    if (leading != null) {
      label = new Label(ledEpoch, leading.ledFrom(), leadingBeats, 0);
      end = copy.committed();
    }
    downstreams.goBy(label, end);
  }

  private void subscribe(String to, long index) {
    send(to, new Subscribe(bound(), index, copy.log().epochAt(index), copy.log().base()));
  }

  /** No label that we have gone by, in this life or before, is better. */
  private Label bound() {
    return label.isKnown() ? label : rules.remembered(told);
  }

  private void onRefused(String from, Refused refused) {
    if (leading != null) {
      return;
    }
    if (from.equals(upstream)) {
      upstream = ""; // it has forgotten us
    } else if (search.asks(from) && label.isKnown()) {
      search.giveUp();
    }
  }

  private void onFeed(String from, Feed feed) {
    if (isTaken(from, feed.label(), feed.end())) {
      answer(following.take(rules.placed(feed.asAppend(), copy), copy::cutFrom));
    }
  }

  private void onOffer(String from, Offer offer) {
    if (isTaken(from, offer.label(), offer.end())) {
      answer(following.onOffer(new SnapshotOffer(label.epoch(), offer.stamp())));
    }
  }

  private void onHanded(String from, Handed handed) {
    if (isTaken(from, handed.label(), handed.end())) {
      answer(following.onChunk(new SnapshotChunk(label.epoch(), handed.chunk())));
    }
  }

  /** Whether we are fed by this one, from now on if not before. */
  private boolean isTaken(String from, Label theirs, long newEnd) {
    boolean isWanted = from.equals(upstream) || search.asks(from);
    if (!isWanted || leading != null) {
      reply(new Unsubscribe());
      return false;
    }
    if (!rules.mayFeed(theirs, bound())) {
      return false; // an old message, or one who has heard no more of the leader than we have
    }
    follow(from);
    hear(theirs, newEnd);
    return true;
  }

  private void follow(String from) {
    if (!from.equals(upstream)) {
      if (!upstream.isEmpty()) {
        send(upstream, new Unsubscribe());
      }
      upstream = from;
      trace("follows " + from);
    }
  }

  private void hear(Label theirs, long newEnd) {
    Label next = theirs.deeper();
    if (next.isFresherThan(label)) {
      search.end();
    }
    label = next;
    if (label.isBetterThan(told)) {
      told = label.ahead(rules.beatsAhead());
      save(new Told(told)); // before we tell anybody of it
    }
    end = newEnd;
    lag.mark(end, now());
    goBy();
  }

  /** Says to the upstream what a follower would say to its leader. */
  private void answer(Record said) {
    if (said instanceof Flushed flushed) {
      reply(new Fed(flushed.index()));
    } else if (said instanceof Missing missing) {
      subscribe(upstream, missing.after());
    } else if (said instanceof SnapshotWanted wanted) {
      reply(new Wanted(wanted.stamp(), wanted.chunk()));
    } else {
      reply(new Differs());
    }
  }

  /**
   * Makes it the leader of a new epoch, in which it alone acknowledges: for the day when all members are
   * gone for good. Nobody is asked; what it lacks is lost. Who follows it follows its epoch, and cuts
   * what it does not have.
   *
   * @return the epoch, which leaves room for those that the members may have had meanwhile
   */
  public final Future<Long> promote() {
    return begin(promise -> {
      if (leading == null) {
        long latest = Math.max(bound().epoch(), copy.log().lastEpoch());
        Promotion promotion = new Promotion(latest + EPOCHS_OF_MEMBERS);
        save(promotion);
        lead(promotion.epoch());
      }
      promise.complete(ledEpoch);
    });
  }

  private void lead(long epoch) {
    traceRole("leader", epoch);
    if (!upstream.isEmpty()) {
      send(upstream, new Unsubscribe());
      upstream = "";
    }
    search.end();
    ledEpoch = epoch;
    leading = new Leading(epoch, List.of(), copy, Leading.Settings.DEFAULT, new Rules(), host);
    goBy();
  }

  private void onRequest(String client, Request request) {
    if (leading == null) {
      send(client, new NotLeader(request.sequence(), ""));
    } else {
      leading.onRequest(client, request);
    }
  }

  @Override
  protected Configuration configuration() {
    return new Configuration(ledEpoch, 0, Mode.ASYNC, List.of(self()));
  }

  @Override
  protected void configure(Configuration next) {
    throw new IllegalStateException("a promoted standby has no members to agree with on " + next);
  }

  /** What an operator reads of this standby. */
  public final Future<StandbyStatus> status() {
    return begin(promise -> promise.complete(new StandbyStatus(
        self(),
        leading == null ? "standby" : "leader",
        upstream,
        label.depth(),
        label.epoch(),
        copy.lastIndex(),
        Math.max(0, end - copy.lastIndex()),
        lag.behind(copy.lastIndex(), end, now()),
        search.isNeeded(),
        downstreams.state().stream().map(Downstreams.State::name).toList())));
  }

  @Override
  protected void checkInvariants() {
    copy.checkInvariants();
  }

  @Override
  public State state() {
    return new State(
        leading == null ? "standby" : "leader",
        upstream,
        label,
        bound(),
        copy.front(),
        receiving.state(),
        copy.log().all(),
        copy.values(),
        search.state(),
        downstreams.state(),
        leading == null ? null : leading.state());
  }
}
