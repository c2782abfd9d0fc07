package dev.understudy.replication;

import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
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
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A scripted operator: somebody who is told of a failure, needs a fixed time to react, and then
 * promotes the most up-to-date member. It detects nothing by itself.
 *
 * <p>It first asks the members to obey no earlier epoch than a new one, which stops the old leader
 * at each member that promises, and only then compares them. When a majority has promised, the one
 * among it with the latest (epoch, index) becomes the leader (O3).
 *
 * <p>It owns the {@link Configuration} with which an epoch begins. With SYNC only a member of the
 * latest one leads, and who did not promise is removed before a write is acknowledged without it. So
 * the same promotion also helps when a follower does not answer.
 *
 * <p>It also tells the leader to acknowledge by another mode.
 */
public class Operator extends Node {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** So long may a leader take to switch the mode. */
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(10);

  /**
   * What others may see of the operator: the last epoch it tried, whom it promoted last, how many it
   * waits for and what the others have answered, and whether it is at it.
   */
  public record State(
      long epoch,
      String promoted,
      int pending,
      SortedMap<String, Standing> answers,
      boolean isPromoting) {}

  private final SortedMap<String, Standing> answers = new TreeMap<>();
  private long epoch = 1;
  private int pending;
  private String promoted = "";
  private Promise<String> waiting;
  private long orders;
  private ModeChange change; // the last one; null if there was none

  /**
   * Promotes a new leader after the operator's reaction time, and tries again until that succeeds.
   *
   * @return the name of the new leader; fails if this operator is at it already
   */
  public Future<String> promoteAfter(Duration reaction) {
    return begin(promise -> {
      if (waiting != null) {
        promise.fail(self() + " is promoting already: wait until that is done");
        return;
      }
      waiting = promise;
      setTimer("react", reaction, this::survey);
    });
  }

  /**
   * Tells the leader to acknowledge by this mode from now on.
   *
   * @return the mode, when it holds alone; fails if nobody leads, if a switch is under way already, or
   *     if it takes too long: then it may still come about
   */
  public Future<Mode> switchTo(Mode mode) {
    return begin(promise -> {
      if (change != null && !change.isOver()) {
        promise.fail(self() + " is switching the mode already: wait until that is done");
        return;
      }
      change = new ModeChange(++orders, mode, peers().size(), promise);
      peers().forEach(member -> send(member, new Switch(orders, mode)));
      ModeChange mine = change;
      setTimer("switch", MOST_PATIENCE, () -> mine.giveUp(MOST_PATIENCE.toSeconds()));
    });
  }

  @Override
  protected Handlers handlers() {
    return Handlers.of(ReplicationMessage.class)
        .on(Switched.class, (from, switched) -> change.onSwitched(switched.order()))
        .on(NotSwitched.class, (from, answer) -> change.onNotSwitched(answer))
        .answers(
            Append.class,
            Flushed.class,
            Missing.class,
            Diverged.class,
            SnapshotOffer.class,
            SnapshotWanted.class,
            SnapshotChunk.class,
            Written.class,
            Configure.class,
            Configured.class,
            Superseded.class,
            Switch.class,
            Survey.class,
            Standing.class,
            Promote.class,
            Promoted.class,
            Introduce.class,
            Introduced.class,
            CatchingUp.class,
            Admit.class);
  }

  @Override
  public State state() {
    return new State(epoch, promoted, pending, new TreeMap<>(answers), waiting != null);
  }

  private void survey() {
    epoch++;
    answers.clear();
    pending = peers().size();
    for (String member : peers()) {
      ask(
          member,
          new Survey(epoch),
          PATIENCE,
          Standing.class,
          outcome -> onAnswer(member, outcome));
    }
  }

  private void onAnswer(String member, Outcome<Standing> outcome) {
    if (outcome instanceof Outcome.Ok<Standing> ok) {
      answers.put(member, ok.value());
    }
    if (--pending == 0) {
      choose();
    }
  }

  /** Counts those only that promised this epoch to us: so no other operator has a majority for it. */
  private void choose() {
    long latest = answers.values().stream().mapToLong(Standing::epoch).max().orElse(0);
    String joining = joining();
    removeLost(answers);
    answers.values().removeIf(standing -> !standing.promised());
    if (answers.size() < answersNeeded(peers().size())) {
      again("only " + answers.size() + " of " + peers().size() + " promise" + joining);
      epoch = Math.max(epoch, latest); // somebody may obey a later epoch than we knew
      return;
    }
    SortedMap<String, Standing> candidates = mayLead(answers);
    if (candidates.isEmpty()) {
      again("nobody of " + configuration(answers).members() + " promises");
    } else {
      promote(choice(candidates), first(candidates));
    }
  }

  private String joining() {
    List<String> names = answers.entrySet().stream()
        .filter(answer -> !answer.getValue().disks().joined())
        .map(Map.Entry::getKey)
        .toList();
    return names.isEmpty()
        ? ""
        : ", and " + String.join(" and ", names)
            + (names.size() == 1
                ? " has lost its disk and joins"
                : " have lost their disks and join")
            + " anew";
  }

  /** What somebody promised on a disk that is lost by now was promised by nobody. */
  protected void removeLost(SortedMap<String, Standing> standings) {
    Disks.removeLost(standings, Standing::disks);
  }

  /** The configuration with which the epoch begins. */
  private Configuration first(SortedMap<String, Standing> candidates) {
    Mode mode = configuration(answers).mode();
    List<String> members = mode == Mode.SYNC ? List.copyOf(candidates.keySet()) : peers();
    return new Configuration(epoch, 0, mode, members);
  }

  private void again(String reason) {
    trace(reason + ": promotes nobody");
    setTimer("again", random().nextBoolean() ? PATIENCE : PATIENCE.dividedBy(3), this::survey);
  }

  /** Everybody; with SYNC those that are in sync, with which the new epoch then begins. */
  protected SortedMap<String, Standing> mayLead(SortedMap<String, Standing> standings) {
    SortedMap<String, Standing> candidates = new TreeMap<>(standings);
    candidates.keySet().retainAll(configuration(standings).members());
    return candidates;
  }

  /**
   * The latest that one of a majority knows. Nothing was acknowledged by a later one alone, for it
   * counts only when a majority has saved it.
   */
  private static Configuration configuration(SortedMap<String, Standing> standings) {
    return standings.values().stream()
        .map(Standing::configuration)
        .max(Configuration.BY_VERSION)
        .orElseThrow();
  }

  /**
   * How many of so many members must have promised before one of them is promoted: a majority, which
   * shares a member with every other majority, those that acknowledged a write among them.
   */
  protected int answersNeeded(int members) {
    return members / 2 + 1;
  }

  /** The member with the latest (epoch, index); of equals the first by name. */
  protected String choice(SortedMap<String, Standing> standings) {
    return standings.entrySet().stream().max(Operator::compare).orElseThrow().getKey();
  }

  private static int compare(Map.Entry<String, Standing> a, Map.Entry<String, Standing> b) {
    return Comparator.comparingLong(Standing::lastEpoch)
        .thenComparingLong(Standing::lastIndex)
        .compare(a.getValue(), b.getValue());
  }

  private void promote(String member, Configuration first) {
    ask(member, new Promote(first), PATIENCE, Promoted.class, outcome -> {
      if (outcome.isOk()) {
        promoted = member;
        Promise<String> done = waiting;
        waiting = null;
        done.complete(member);
      } else {
        survey();
      }
    });
  }
}
