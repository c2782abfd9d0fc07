package dev.understudy.replication;

import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.Configure;
import dev.understudy.replication.ReplicationMessage.Configured;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.Missing;
import dev.understudy.replication.ReplicationMessage.NotSwitched;
import dev.understudy.replication.ReplicationMessage.Promote;
import dev.understudy.replication.ReplicationMessage.Promoted;
import dev.understudy.replication.ReplicationMessage.Standing;
import dev.understudy.replication.ReplicationMessage.Superseded;
import dev.understudy.replication.ReplicationMessage.Survey;
import dev.understudy.replication.ReplicationMessage.Switch;
import dev.understudy.replication.ReplicationMessage.Switched;
import dev.understudy.replication.ReplicationMessage.Written;
import dev.understudy.replication.standby.Root;
import dev.understudy.replication.standby.StandbyMessage;
import dev.understudy.replication.standby.TreeRules;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
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

  /** The epoch this replica obeys, and who leads it: "" until that is known. */
  record Epoch(long number, String leader) {}

  /** What others may know of a replica. */
  public record State(
      String role,
      long epoch,
      String leader,
      long lastIndex,
      long committed,
      long applied,
      Configuration configuration,
      List<Entry> log,
      SortedMap<String, String> content,
      Leading.State leading,
      Root.State root) {
    /** True if it leads. */
    public boolean isLeading() {
      return leading != null;
    }

    /** Where this replica's log ended when it began to lead; -1 while it follows. */
    public long ledFrom() {
      return leading == null ? -1 : leading.ledFrom();
    }

    /** Whether it goes on without the followers that SEMI_SYNC waits for. */
    public boolean isAlone() {
      return leading != null && leading.isAlone();
    }

    /** How often that came to be while it has led. */
    public long fallbacks() {
      return leading == null ? 0 : leading.fallbacks();
    }

    /** Up to where it believes that this follower's disk holds its log; 0 while it follows itself. */
    public long flushedBy(String follower) {
      return leading == null
          ? 0
          : leading.followers().stream()
              .filter(one -> one.name().equals(follower))
              .mapToLong(Follower.State::flushed)
              .sum();
    }
  }

  private final Mode firstMode;
  private final SemiSync semiSync;
  private final Rules rules;

  private Epoch epoch; // durable, or a restarted replica would obey a leader it had given up
  private Configuration configuration; // durable: by it a leader is chosen
  private Copy copy; // its log is durable
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
    Handlers handlers = Handlers.of(
            ReplicationMessage.class, ClientMessage.class, StandbyMessage.class)
        .on(Request.class, this::onRequest)
        .on(Append.class, this::onAppend)
        .on(Written.class, (from, m) -> tellLeader(m.epoch(), lead -> lead.onWritten(from, m)))
        .on(Flushed.class, (from, m) -> tellLeader(m.epoch(), lead -> lead.onFlushed(from, m)))
        .on(Missing.class, (from, m) -> tellLeader(m.epoch(), lead -> lead.onMissing(from, m)))
        .on(Configure.class, this::onConfigure)
        .on(
            Configured.class,
            (from, m) -> tellLeader(m.epoch(), lead -> lead.onConfigured(from, m)))
        .on(Superseded.class, (from, superseded) -> obey(superseded.epoch(), ""))
        .on(Survey.class, this::onSurvey)
        .on(Promote.class, this::onPromote)
        .on(Switch.class, this::onSwitch)
        .answers(Standing.class, Promoted.class, Switched.class, NotSwitched.class)
        .answers(Done.class, NotLeader.class, Rejected.class, Busy.class);
    return Root.with(handlers, () -> root);
  }

  @Override
  protected void onStart() {
    copy = new Copy(loadLog(Entry.class), host);
    following = new Following(copy, rules);
    root = new Root(copy, treeRules(), host, this::allegiance);
    List<String> everybody =
        Stream.concat(peers().stream(), Stream.of(self())).sorted().toList();
    epoch = load(Epoch.class).orElse(new Epoch(1, everybody.get(0)));
    configuration = load(Configuration.class).orElse(new Configuration(1, 0, firstMode, everybody));
    if (epoch.leader().equals(self())) {
      lead();
    } else {
      traceRole("follower", epoch.number());
    }
  }

  /** The one leader of this epoch. */
  private void lead() {
    traceRole("leader", epoch.number());
    leading = new Leading(
        epoch.number(),
        peers(),
        copy,
        new Leading.Settings(semiSync, mostEntriesPerAppend(), mostWaiting()),
        rules,
        host);
    setTimer("heartbeat", HEARTBEAT, this::beat);
  }

  private void beat() {
    leading.beat();
    setTimer("heartbeat", HEARTBEAT, this::beat);
  }

  private Root.Allegiance allegiance() {
    long ledFrom = leading == null ? -1 : leading.ledFrom();
    return new Root.Allegiance(epoch.number(), epoch.leader(), ledFrom);
  }

  /** By which rules it feeds standbys. */
  protected TreeRules treeRules() {
    return new TreeRules();
  }

  /** How many entries one message carries at most. */
  protected int mostEntriesPerAppend() {
    return 256;
  }

  /** How many answers may wait for followers; who asks beyond that is told to come again. */
  protected int mostWaiting() {
    return 8192;
  }

  @Override
  protected void endOfTurn() {
    if (leading != null) {
      leading.endOfTurn();
    }
    root.endOfTurn();
  }

  private void onRequest(String client, Request request) {
    if (leading == null) {
      send(client, new NotLeader(request.sequence(), epoch.leader()));
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
    return leading != null && number == epoch.number();
  }

  /** What a follower says of another epoch than the one we lead counts nothing now. */
  private void tellLeader(long number, Consumer<Leading> told) {
    if (leads(number)) {
      told.accept(leading);
    }
  }

  private void onAppend(String leader, Append append) {
    if (append.epoch() < epoch.number()) {
      reply(new Superseded(epoch.number()));
      return;
    }
    obey(append.epoch(), leader);
    Record answer = following.take(append, this::cutFrom);
    if (Following.isToldWritten(append)) {
      replyBeforeFlush(new Written(epoch.number(), copy.lastIndex()));
    }
    reply(answer);
  }

  private void onConfigure(String leader, Configure message) {
    Configuration next = message.configuration();
    if (next.epoch() < epoch.number()) {
      reply(new Superseded(epoch.number()));
      return;
    }
    obey(next.epoch(), leader);
    if (next.isLaterThan(configuration)) {
      configure(next);
    }
    reply(new Configured(next.epoch(), next.version()));
  }

  @Override
  protected Configuration configuration() {
    return configuration;
  }

  @Override
  protected void configure(Configuration next) {
    boolean isNews = next.isSync() || next.mode() != configuration.mode();
    configuration = next;
    save(next);
    if (isNews) {
      trace(next.isSync() ? "in sync are " + next.members() : "the mode is " + next.mode());
    }
  }

  /** Gives up entries that the leader of a later epoch does not have. */
  protected final void cutFrom(long index) {
    if (index <= copy.lastIndex()) {
      trace("cuts its entries from " + index + " to " + copy.lastIndex() + ": no leader has them");
      copy.cutFrom(index);
    }
  }

  /** Obeys a later epoch, or learns who leads this one. */
  protected void obey(long number, String leader) {
    if (number < epoch.number() || epoch.equals(new Epoch(number, leader))) {
      return;
    }
    boolean later = number > epoch.number();
    if (!later && leader.isEmpty()) {
      return;
    }
    InvariantBroken.unless(
        later || epoch.leader().isEmpty(),
        "O1 an epoch has one leader",
        "epoch " + number + " is led by " + epoch.leader() + " and by " + leader);
    epoch = new Epoch(number, leader);
    save(epoch); // durable before any answer, or after a restart we would obey an earlier epoch
    leading = null;
    cancelTimer("heartbeat");
    traceRole("follower", number);
  }

  private void onSurvey(String operator, Survey survey) {
    boolean promised = rules.mayPromise(survey.epoch(), epoch.number());
    if (promised) {
      obey(survey.epoch(), "");
    }
    Log log = copy.log();
    reply(new Standing(promised, epoch.number(), log.lastEpoch(), log.lastIndex(), configuration));
  }

  private void onPromote(String operator, Promote promote) {
    Configuration first = promote.configuration();
    if (first.epoch() == epoch.number() && epoch.leader().isEmpty()) {
      configure(first); // before we lead by it
      epoch = new Epoch(epoch.number(), self());
      save(epoch);
      lead();
    }
    if (leads(first.epoch())) {
      reply(new Promoted(epoch.number()));
    }
  }

  /** What an operator reads of this replica. Only a leader knows of its followers. */
  public final Future<Status> status() {
    return begin(promise -> promise.complete(
        leading == null
            ? Status.ofFollower(self(), epoch.number(), configuration.mode(), copy)
            : leading.status()));
  }

  @Override
  protected void checkInvariants() {
    copy.checkInvariants();
  }

  /** The epoch this replica obeys. */
  protected final long epochNumber() {
    return epoch.number();
  }

  /** Up to where entries are known to be safe. */
  protected final long committed() {
    return copy.committed();
  }

  @Override
  public State state() {
    return new State(
        leading == null ? "follower" : "leader",
        epoch.number(),
        epoch.leader(),
        copy.lastIndex(),
        copy.committed(),
        copy.applied(),
        configuration,
        copy.log().all(),
        copy.values(),
        leading == null ? null : leading.state(),
        root.state());
  }
}
