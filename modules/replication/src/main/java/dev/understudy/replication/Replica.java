package dev.understudy.replication;

import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.replication.ReplicationMessage.Admit;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.CatchingUp;
import dev.understudy.replication.ReplicationMessage.Configure;
import dev.understudy.replication.ReplicationMessage.Configured;
import dev.understudy.replication.ReplicationMessage.Diverged;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.Introduce;
import dev.understudy.replication.ReplicationMessage.Introduced;
import dev.understudy.replication.ReplicationMessage.Missing;
import dev.understudy.replication.ReplicationMessage.NotSwitched;
import dev.understudy.replication.ReplicationMessage.Promote;
import dev.understudy.replication.ReplicationMessage.Promoted;
import dev.understudy.replication.ReplicationMessage.SnapshotChunk;
import dev.understudy.replication.ReplicationMessage.SnapshotOffer;
import dev.understudy.replication.ReplicationMessage.SnapshotWanted;
import dev.understudy.replication.ReplicationMessage.Standing;
import dev.understudy.replication.ReplicationMessage.Superseded;
import dev.understudy.replication.ReplicationMessage.Survey;
import dev.understudy.replication.ReplicationMessage.Switch;
import dev.understudy.replication.ReplicationMessage.Switched;
import dev.understudy.replication.ReplicationMessage.Written;
import dev.understudy.replication.standby.Root;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A replica of a key-value store. One leads: it puts every request into its log and ships the log to
 * the others, which follow. A client is told when as many copies as the {@link Durability} of its
 * write asks for hold the entry.
 *
 * <p>An epoch has one leader. Who has heard of a later epoch obeys no leader of an earlier one.
 *
 * <p>This class is the node: who leads which epoch, and who is told what. What every replica has is in
 * {@link Copy}, what only a leader has in {@link Leading}.
 *
 * <p>One message is said before what it speaks of is durable: {@link Written}, of which no client
 * hears unless it has wished for just that.
 */
public class Replica extends HostNode {
  private static final Duration HEARTBEAT = Duration.ofMillis(50);
  private static final Duration JOINING = Duration.ofMillis(100);

  /** What others may know of a replica. */
  public record State(
      String role,
      long epoch,
      String leader,
      long lastIndex,
      long committed,
      long applied,
      Configuration configuration,
      Copy.Front front,
      SnapshotReceiving.State receiving,
      List<Entry> log,
      SortedMap<String, String> content,
      Disks disks,
      List<String> introducedTo,
      Leading.State leading,
      Root.State root)
      implements Observed {}

  private final Mode firstMode;
  private final SemiSync semiSync;
  private final Rules rules;

  private Membership membership; // durable, or a replica would forget that it has forgotten
  private Obedience obedience; // durable: whom it obeys, and by what a leader is chosen
  private Copy copy; // its log is durable
  private SnapshotReceiving receiving; // durable: what there is of a snapshot
  private Following following; // volatile, as is all that it knows beside the log
  private Leading leading; // volatile; null while it follows
  private Root root; // volatile, as all that it knows of the standbys below

  /** A replica of a cluster that begins with this mode. */
  public Replica(Mode mode) {
    this(mode, SemiSync.DEFAULT, new Rules());
  }

  /** The same; with SEMI_SYNC it waits as this says. */
  public Replica(Mode mode, SemiSync semiSync) {
    this(mode, semiSync, new Rules());
  }

  /** A replica by other rules: a broken twin. */
  protected Replica(Mode mode, Rules rules) {
    this(mode, SemiSync.DEFAULT, rules);
  }

  /** The same; with SEMI_SYNC it waits as this says. */
  protected Replica(Mode mode, SemiSync semiSync, Rules rules) {
    firstMode = mode;
    this.semiSync = semiSync;
    this.rules = rules;
  }

  @Override
  protected Handlers handlers() {
    return withReads(Root.handlers(() -> root, ReplicationMessage.class, ClientMessage.class))
        .on(Request.class, this::onRequest)
        .on(Append.class, this::onAppend)
        .on(Written.class, this::onFromFollower)
        .on(Flushed.class, this::onFromFollower)
        .on(Configured.class, this::onFromFollower)
        .on(CatchingUp.class, this::onFromFollower)
        .on(Missing.class, (from, m) -> tellLeader(m.epoch(), lead -> lead.onMissing(from, m)))
        .on(Diverged.class, (from, m) -> tellLeader(m.epoch(), lead -> lead.onDiverged(from)))
        .on(SnapshotWanted.class, (from, m) -> tellLeader(m.epoch(), l -> l.onWanted(from, m)))
        .on(SnapshotOffer.class, (from, m) -> answer(from, m.epoch(), () -> following.onOffer(m)))
        .on(SnapshotChunk.class, (from, m) -> answer(from, m.epoch(), () -> following.onChunk(m)))
        .on(Configure.class, this::onConfigure)
        .on(Introduce.class, this::onIntroduce)
        .on(Introduced.class, this::onIntroduced)
        .on(Admit.class, this::onAdmit)
        .on(Superseded.class, (from, superseded) -> obey(superseded.epoch(), ""))
        .on(Survey.class, this::onSurvey)
        .on(Promote.class, this::onPromote)
        .on(Switch.class, this::onSwitch)
        .answers(Standing.class, Promoted.class, Switched.class, NotSwitched.class)
        .answers(Done.class, NotLeader.class, Rejected.class, Busy.class);
  }

  @Override
  protected void onStart() {
    copy = new Copy(loadSnapshot(Chunk.class), loadLog(Entry.class), logBounds(), rules, host);
    receiving = new SnapshotReceiving(loadStaged(Chunk.class), copy, rules, host);
    following = new Following(copy, receiving, rules);
    root = new Root(copy, rules.tree(), host, () -> obedience.allegiance(leading));
    membership = new Membership(load(Disks.class), disk(), peers(), rules, host);
    serveReads(new ReadHere(copy, host, () -> obedience.role(leading)), rules.reads());
    List<String> everybody =
        Stream.concat(peers().stream(), Stream.of(self())).sorted().toList();
    obedience = new Obedience(
        load(Obedience.Epoch.class),
        everybody.get(0),
        load(Configuration.class),
        new Configuration(1, 0, firstMode, everybody),
        membership,
        host);
    if (obedience.leader().equals(self())) {
      lead();
    } else {
      traceRole(role(), obedience.number());
    }
    if (obedience.isOfNobody()) {
      askAround();
    }
  }

  private String role() {
    return leading != null ? "leader" : membership.isMember() ? "follower" : "joining";
  }

  /** What somebody obeys can get lost, and who obeys something may be down. */
  private void askAround() {
    membership.ask();
    setTimer("join", JOINING, this::askAround);
  }

  private void onIntroduce(String from, Introduce introduce) {
    if (counts(from, introduce.disk())) {
      reply(obedience.introduced(introduce));
    }
  }

  private void onIntroduced(String from, Introduced told) {
    if (obedience.isOfNobody()) {
      membership.onIntroduced(from, told).ifPresent(latest -> {
        cancelTimer("join");
        obedience.configure(latest.configuration());
        obey(latest.epoch(), "");
      });
    }
  }

  private void onAdmit(String leader, Admit admit) {
    if (admit.epoch() == obedience.number() && membership.onAdmit(admit)) {
      traceRole(role(), obedience.number());
    }
  }

  /** The one leader of this epoch. */
  private void lead() {
    traceRole("leader", obedience.number());
    Leading.Settings settings =
        new Leading.Settings(semiSync, mostEntriesPerAppend(), mostWaiting(), this::lagWatch);
    leading = new Leading(obedience.number(), peers(), copy, settings, rules, host);
    setTimer("heartbeat", HEARTBEAT, this::beat);
  }

  private void beat() {
    leading.beat();
    setTimer("heartbeat", HEARTBEAT, this::beat);
  }

  /** What watches, while this replica leads, for how long its followers lag. */
  protected LagWatch lagWatch() {
    return new LagWatch();
  }

  /** How long its log may become. */
  protected LogBounds logBounds() {
    return LogBounds.DEFAULT;
  }

  /** What it has for the front of its log, committed; null if it has its whole log. */
  protected final Snapshot snapshot() {
    return copy.snapshot();
  }

  @Override
  protected void endOfTurn() {
    if (leading != null) {
      leading.endOfTurn();
    }
    root.endOfTurn();
    serveReads();
    copy.shorten(root.isHandingOver() || leading != null && leading.isHandingOver());
  }

  private void onRequest(String client, Request request) {
    if (leading == null) {
      send(client, new NotLeader(request.sequence(), obedience.leader()));
    } else {
      leading.onRequest(client, request);
    }
  }

  private void onSwitch(String operator, Switch asked) {
    if (leading == null) {
      send(operator, new NotSwitched(asked.order(), ""));
    } else {
      leading.onSwitch(operator, asked);
    }
  }

  private boolean leads(long number) {
    return leading != null && number == obedience.number();
  }

  /** What is said of another epoch than the one we lead, or from a lost disk, counts nothing now. */
  private void onFromFollower(String follower, FromFollower said) {
    if (counts(follower, said.disk()) && leads(said.epoch())) {
      leading.onFromFollower(follower, said);
    }
  }

  /** What counts for nothing, and only tells what a follower needs. */
  private void tellLeader(long number, Consumer<Leading> told) {
    if (leads(number)) {
      told.accept(leading);
    }
  }

  /** Whether what it says from this disk counts. What it said from an earlier one does so no more. */
  private boolean counts(String name, long disk) {
    if (membership.learn(name, disk) && leading != null) {
      leading.startsAnew(name);
    }
    return membership.counts(name, disk);
  }

  private void onAppend(String leader, Append append) {
    if (obeys(append.epoch(), leader)) {
      Record answer = following.take(append, this::cutFrom);
      if (membership.isMember() && Following.isToldWritten(append)) {
        replyBeforeFlush(membership.written(obedience.number(), copy.lastIndex()));
      }
      reply(membership.signed(answer));
    }
  }

  private void answer(String leader, long number, Supplier<Record> answer) {
    if (obeys(number, leader)) {
      reply(membership.signed(answer.get()));
    }
  }

  private void onConfigure(String leader, Configure message) {
    Configuration next = message.configuration();
    if (obeys(next.epoch(), leader)) {
      if (next.isLaterThan(obedience.configuration())) {
        obedience.configure(next);
      }
      reply(membership.configured(next));
    }
  }

  /** Whether it obeys this leader; who has lost its disk does not know yet which one it should. */
  private boolean obeys(long number, String leader) {
    boolean isLate = number < obedience.number();
    if (isLate) {
      reply(new Superseded(obedience.number()));
    } else if (!obedience.isOfNobody()) {
      obey(number, leader);
    }
    return !isLate && !obedience.isOfNobody();
  }

  @Override
  protected final Configuration configuration() {
    return obedience.configuration();
  }

  @Override
  protected final void configure(Configuration next) {
    obedience.configure(next);
  }

  /** Gives up entries that the leader of a later epoch does not have. */
  protected final void cutFrom(long index) {
    copy.cutFrom(index);
  }

  /** Obeys a later epoch, or learns who leads this one. */
  protected void obey(long number, String leader) {
    if (obedience.obey(number, leader)) {
      if (leading != null) {
        leading.stepDown();
      }
      leading = null;
      cancelTimer("heartbeat");
      traceRole(role(), number);
    }
  }

  private void onSurvey(String operator, Survey survey) {
    boolean promised =
        membership.isMember() && rules.mayPromise(survey.epoch(), obedience.number());
    if (promised) {
      obey(survey.epoch(), "");
    }
    reply(obedience.standing(promised, copy.log()));
  }

  private void onPromote(String operator, Promote promote) {
    if (obedience.mayLead(promote.configuration())) {
      obedience.lead(promote.configuration());
      lead();
    }
    if (leads(promote.configuration().epoch())) {
      reply(new Promoted(obedience.number()));
    }
  }

  /** What an operator reads of this replica. Only a leader knows of its followers. */
  public final Future<Status> status() {
    return begin(promise ->
        promise.complete(leading == null ? obedience.status(role(), copy) : leading.status()));
  }

  @Override
  protected void checkInvariants() {
    copy.checkInvariants();
  }

  @Override
  public State state() {
    return new State(
        role(),
        obedience.number(),
        obedience.leader(),
        copy.lastIndex(),
        copy.committed(),
        copy.applied(),
        obedience.configuration(),
        copy.front(),
        receiving.state(),
        copy.log().all(),
        copy.values(),
        membership.disks(),
        membership.introducedTo(),
        leading == null ? null : leading.state(),
        root.state());
  }
}
