package dev.understudy.replication;

import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Position;
import dev.understudy.replication.Durability.Point;
import dev.understudy.replication.ReplicationMessage.Admit;
import dev.understudy.replication.ReplicationMessage.CatchingUp;
import dev.understudy.replication.ReplicationMessage.Configured;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.Missing;
import dev.understudy.replication.ReplicationMessage.SnapshotWanted;
import dev.understudy.replication.ReplicationMessage.Switch;
import dev.understudy.replication.ReplicationMessage.Written;
import dev.understudy.storage.ExactlyOnceStore.Answer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a replica does and knows only while it leads an epoch: it takes requests, ships the log, counts
 * copies, and tells clients. All of it is volatile, for the followers say it again.
 */
public final class Leading {
  /** The same as a value. */
  public record State(
      long ledFrom,
      List<Follower.State> followers,
      List<Acknowledgements.State> waiting,
      Switching.State switching,
      long mustBeKnown,
      long lastIndexAtBeat,
      boolean isAlone,
      long fallbacks) {
    /** Up to where this follower's disk holds the leader's log, as it believes. */
    long flushedBy(String follower) {
      return followers.stream()
          .filter(one -> one.name().equals(follower))
          .mapToLong(Follower.State::flushed)
          .sum();
    }
  }

  private static final int MOST_CHARACTERS = 1 << 20;

  private final long epoch;
  private final long ledFrom;
  private final List<String> others;
  private final Copy copy;
  private final Rules rules;
  private final Host host;
  private final int mostWaiting;

  private final Followers followers;
  private final Copies copies;
  private final Admission admission;
  private final Switching switching;
  private final Shipping shipping;
  private final Fallback fallback;
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private final Lag lag = new Lag();
  private final LagWatch watch;
  private final LogBytes bytes;
  private final Content.Listener listener = this::onApplied;
  private final Acknowledgements.Teller teller;
  private long refused;
  private long acknowledgedAlone;

  /** Bounds and times of a leader. */
  public record Settings(
      SemiSync semiSync, int mostPerAppend, int mostWaiting, Supplier<LagWatch> watch) {
    /** What a leader goes by that nobody has told anything else. */
    public static final Settings DEFAULT = new Settings(SemiSync.DEFAULT, 256, 8192, LagWatch::new);
  }

  /** Leads this epoch from now on; its first entry lets it commit what earlier leaders left. */
  public Leading(
      long epoch, List<String> names, Copy copy, Settings settings, Rules rules, Host host) {
    this.epoch = epoch;
    others = names;
    this.copy = copy;
    this.rules = rules;
    this.host = host;
    mostWaiting = settings.mostWaiting();
    watch = settings.watch().get();
    watch.begin(host.self(), epoch, host::trace);
    bytes = new LogBytes(copy.log());
    ledFrom = copy.lastIndex();
    // The first configuration of all is everybody's from the beginning.
    followers = new Followers(names, ledFrom + 1, epoch == 1 ? 0 : -1);
    copies = new Copies(followers, rules, settings.semiSync().followers());
    admission = new Admission(copy, followers, rules, host);
    switching = new Switching(copy, followers, admission, rules, host);
    shipping = new Shipping(epoch, copy, settings.mostPerAppend(), this::completes, host);
    fallback = new Fallback(settings.semiSync(), rules, host);
    teller = host::send;
    copy.add(new Entry(epoch, null));
    beat();
  }

  /** A client asks. */
  public void onRequest(String client, Request request) {
    if (request.command().length() > MOST_CHARACTERS) {
      reject(client, request, "more than " + MOST_CHARACTERS + " characters");
    } else if (!request.wish().isEmpty() && Durability.wished(request.wish()) == null) {
      reject(
          client,
          request,
          "there is no durability \"" + request.wish() + "\": " + Durability.allowed());
    } else if (unfinished() >= mostWaiting) {
      refused++;
      host.send(client, new Busy(request.sequence(), unfinished()));
    } else {
      copy.add(new Entry(epoch, request));
    }
  }

  /**
   * How many answers wait, or how many entries are not committed where that is more: no snapshot stands
   * for those, though their clients may have wished not to wait.
   */
  private int unfinished() {
    return (int) Math.max(acknowledgements.waiting(), copy.lastIndex() - copy.committed());
  }

  private void reject(String client, Request request, String reason) {
    host.send(client, new Rejected(request.sequence(), reason));
  }

  /** A follower says how far it is. */
  void onFromFollower(String from, FromFollower said) {
    Follower follower = followers.named(from);
    if (said instanceof Flushed flushed) {
      follower.counts();
      follower.hasFlushed(flushed.index());
      follower.hasApplied(flushed.applied());
    } else if (said instanceof CatchingUp behind) {
      onCatchingUp(follower, behind);
    } else if (follower.isAnew()) {
      return; // what it says beside that does not count either
    } else if (said instanceof Written written) {
      follower.hasWritten(written.index());
    } else if (said instanceof Configured configured) {
      follower.hasSaved(configured.version());
    }
  }

  /** It says again and again how far it is, and so hears again that it has arrived. */
  private void onCatchingUp(Follower follower, CatchingUp behind) {
    if (!follower.isAnew()) {
      startsAnew(follower.name);
    }
    follower.hasFlushed(behind.index());
    if (follower.hasReachedWhatItMust()) {
      host.send(follower.name, new Admit(epoch, behind.disk()));
    }
  }

  /** It has lost its disk: from now on, whatever we acknowledge is safe without what it had. */
  void startsAnew(String name) {
    followers.named(name).startsAnew(copy.lastIndex());
  }

  void onMissing(String from, Missing missing) {
    shipping.onMissing(followers.named(from), missing.after());
  }

  void onDiverged(String from) {
    shipping.onDiverged(followers.named(from));
  }

  void onWanted(String from, SnapshotWanted wanted) {
    SnapshotSending sending = followers.named(from).sending;
    if (sending != null) {
      sending.onWanted(wanted.stamp(), wanted.chunk());
    }
  }

  /** Whether a follower gets a snapshot now. */
  boolean isHandingOver() {
    for (Follower follower : followers) {
      if (follower.sending != null && follower.sending.isHeard()) {
        return true;
      }
    }
    return false;
  }

  void onSwitch(String operator, Switch asked) {
    switching.begin(operator, asked);
  }

  /** Whatever a turn brought is applied, committed, told and shipped at once. */
  public void endOfTurn() {
    copy.applyUpTo(copy.lastIndex(), listener);
    admission.admitWhoCaughtUp();
    if (switching.wanted() != null) {
      switching.goOn(reached(switching.between(), Point.FLUSHED, host.configuration()));
    }
    long before = copy.committed();
    copy.commit(committable(), isPromise());
    boolean someoneWaitsForApplied = tell();
    followers.forEach(shipping::ship);
    if (someoneWaitsForApplied && copy.committed() > before) {
      followers.forEach(shipping::tellCommitted); // followers apply what they hear to be committed
    }
  }

  private boolean isPromise() {
    return host.configuration().mode().isPromise() && switching.wanted() == null;
  }

  private void onApplied(long index, Request request, Answer answer) {
    if (index <= ledFrom) {
      return; // its client is told by the leader that took its request
    }
    String result;
    if (answer instanceof Answer.Applied now) {
      result = now.result();
    } else if (answer instanceof Answer.Repeated before) {
      result = before.result();
    } else {
      return; // a late copy: its client has gone on long ago
    }
    Done done = new Done(request.sequence(), result, new Position(epoch, index));
    Durability wish = request.wish().isEmpty() ? null : Durability.wished(request.wish());
    acknowledgements.add(index, request.client(), done, wish == null ? null : rules.kept(wish));
  }

  /** Up to where the configuration's mode, and the one it changes to or from, is satisfied. */
  private long committable() {
    Mode mode = host.configuration().mode();
    if (!mayCount(mode)) {
      return copy.committed();
    }
    long reached =
        Math.min(reached(mode, Point.FLUSHED, host.configuration()), alsoReached(Point.FLUSHED));
    boolean isNew = reached > copy.committed();
    return isNew && rules.isOurs(copy.log().epochAt(reached), epoch) ? reached : copy.committed();
  }

  /** What asks for no follower needs nobody to know by what rule it was acknowledged. */
  private boolean mayCount(Mode mode) {
    boolean needsFollowers = mode.isPromise()
        || mode == Mode.SEMI_SYNC && !fallback.isAlone()
        || switching.wanted() != null;
    return !needsFollowers || admission.isKnown();
  }

  /** Where the members in sync alone may lead, a majority is not enough. */
  private boolean completes(Follower follower, Snapshot snapshot) {
    return !host.configuration().isSync()
        && switching.alsoMode() != Mode.SYNC
        && admission.isKnown()
        && !follower.isAnew()
        && copies.isLastNeeded(follower, snapshot.index());
  }

  private long alsoReached(Point point) {
    Mode also = switching.alsoMode();
    return also == null ? copy.lastIndex() : reached(also, point, switching.alsoConfiguration());
  }

  private long reached(Mode mode, Point point, Configuration configuration) {
    return mode == Mode.SEMI_SYNC && fallback.isAlone()
        ? copy.lastIndex()
        : copies.reached(mode, point, configuration, copy.lastIndex());
  }

  /** Tells whoever may be told; returns whether somebody waits until followers have applied. */
  private boolean tell() {
    Mode mode = host.configuration().mode();
    acknowledgedAlone += acknowledgements.tell(null, copy.committed(), shared(mode), teller);
    boolean waitsForApplied = false;
    for (Durability wish : acknowledgements.wishes()) {
      waitsForApplied |= wish.point() == Point.APPLIED;
      acknowledgedAlone += acknowledgements.tell(wish, reached(wish), shared(wish.mode()), teller);
    }
    return waitsForApplied;
  }

  private long reached(Durability wish) {
    if (!mayCount(wish.mode())) {
      return 0;
    }
    long reached = reached(wish.mode(), wish.point(), host.configuration());
    return wish.mode().isPromise() ? Math.min(reached, alsoReached(wish.point())) : reached;
  }

  /** Up to where followers hold what SEMI_SYNC acknowledges; for other modes that is no question. */
  private long shared(Mode mode) {
    return mode == Mode.SEMI_SYNC && fallback.isAlone() ? semiSyncReached() : Long.MAX_VALUE;
  }

  private long semiSyncReached() {
    return copies.reached(Mode.SEMI_SYNC, Point.FLUSHED, host.configuration(), copy.lastIndex());
  }

  /** A follower that missed something notices by the next heartbeat, and says so. */
  public void beat() {
    followers.forEach(shipping::beat);
    admission.announce();
    admission.waitForWhoIsClose();
    fallback.beat(semiSyncReached(), copy.lastIndex(), isSemiSyncAwaited());
    lag.mark(copy.lastIndex(), host.now());
    for (Follower follower : followers) {
      Duration behind = lag.behind(follower.flushed(), copy.lastIndex(), host.now());
      watch.look(follower.name, behind);
    }
  }

  /** Another leads: what is left to watch is watched there. */
  void stepDown() {
    watch.end();
  }

  private boolean isSemiSyncAwaited() {
    return host.configuration().mode() == Mode.SEMI_SYNC
        || switching.alsoMode() == Mode.SEMI_SYNC
        || acknowledgements.wishes().stream().anyMatch(wish -> wish.mode() == Mode.SEMI_SYNC);
  }

  /** Where its log ended when it began to lead. */
  public long ledFrom() {
    return ledFrom;
  }

  /** The other members. */
  List<String> others() {
    return others;
  }

  /**
   * Whether it has committed an entry of its own epoch: from then on it knows all that earlier leaders
   * may have acknowledged (Raft §6.4).
   */
  boolean knowsWhatIsCommitted() {
    return copy.committed() > ledFrom;
  }

  Status status() {
    Mode wanted = switching.wanted();
    return new Status(
        host.self(),
        "leader",
        epoch,
        host.configuration().mode(),
        wanted == null ? "" : wanted.name(),
        copy.lastIndex(),
        copy.log().length(),
        copy.committed(),
        copy.applied(),
        copy.counts(),
        acknowledgements.waiting(),
        refused,
        fallback.isAlone(),
        fallback.times(),
        acknowledgedAlone,
        watch.times(),
        new FollowersRead(copy.log(), bytes, lag, watch, host).of(followers));
  }

  /** All that it goes by. */
  public State state() {
    return new State(
        ledFrom,
        followers.state(),
        acknowledgements.state(),
        switching.state(),
        admission.mustBeKnown(),
        admission.lastIndexAtBeat(),
        fallback.isAlone(),
        fallback.times());
  }
}
