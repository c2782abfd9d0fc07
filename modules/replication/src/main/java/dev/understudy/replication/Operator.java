package dev.understudy.replication;

import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.InSync;
import dev.understudy.replication.ReplicationMessage.InSyncSaved;
import dev.understudy.replication.ReplicationMessage.Missing;
import dev.understudy.replication.ReplicationMessage.Promote;
import dev.understudy.replication.ReplicationMessage.Promoted;
import dev.understudy.replication.ReplicationMessage.Standing;
import dev.understudy.replication.ReplicationMessage.Superseded;
import dev.understudy.replication.ReplicationMessage.Survey;
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
 * <p>It owns the {@link InSyncSet}: only a member of the latest set leads, and who did not promise is
 * removed from the set before a write is acknowledged without it. So the same promotion also helps
 * when a follower does not answer.
 */
public class Operator extends Node {
  private static final Duration PATIENCE = Duration.ofMillis(500);

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

  @Override
  protected Handlers handlers() {
    return Handlers.of(ReplicationMessage.class)
        .answers(
            Append.class,
            Flushed.class,
            Missing.class,
            InSync.class,
            InSyncSaved.class,
            Superseded.class,
            Survey.class,
            Standing.class,
            Promote.class,
            Promoted.class);
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
    answers.values().removeIf(standing -> !standing.promised());
    if (answers.size() < answersNeeded(peers().size())) {
      again("only " + answers.size() + " of " + peers().size() + " promise");
      epoch = Math.max(epoch, latest); // somebody may obey a later epoch than we knew
      return;
    }
    SortedMap<String, Standing> candidates = mayLead(answers);
    if (candidates.isEmpty()) {
      again("nobody of " + inSync(answers) + " promises");
    } else {
      promote(choice(candidates), List.copyOf(candidates.keySet()));
    }
  }

  private void again(String reason) {
    trace(reason + ": promotes nobody");
    setTimer("again", random().nextBoolean() ? PATIENCE : PATIENCE.dividedBy(3), this::survey);
  }

  /** Those that are in sync; they are the in-sync set with which the new epoch begins. */
  protected SortedMap<String, Standing> mayLead(SortedMap<String, Standing> standings) {
    SortedMap<String, Standing> candidates = new TreeMap<>(standings);
    candidates.keySet().retainAll(inSync(standings).members());
    return candidates;
  }

  /**
   * The latest set that one of a majority knows. Nothing was acknowledged under a later one, for it
   * counts only when a majority has saved it.
   */
  private static InSyncSet inSync(SortedMap<String, Standing> standings) {
    return standings.values().stream()
        .map(Standing::inSync)
        .max(InSyncSet.BY_VERSION)
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

  private void promote(String member, List<String> inSync) {
    ask(member, new Promote(epoch, inSync), PATIENCE, Promoted.class, outcome -> {
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
