package dev.understudy.replication.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Within;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;
import dev.understudy.replication.chaos.ReplicationAct.Promote;
import dev.understudy.replication.chaos.ReplicationAct.Read;
import dev.understudy.replication.chaos.ReplicationAct.SwitchTo;
import dev.understudy.replication.chaos.ReplicationAct.Write;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** One run: what was promised must be there, and once; what failed must not. */
final class ReplicationPlay implements Subject.Play {
  private static final String WORKS_AGAIN = "L when all is healed a majority works again";
  private static final String EQUAL = "R8 in the end every replica holds the leader's log";
  private static final String WAITS_AGAIN =
      "R1 semi-sync waits for its followers again when they have caught up";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration SOON = Duration.ofSeconds(2);

  /** Whoever has to catch up needs a second or two; who never will is not to be waited for long. */
  private static final Duration UNTIL_EQUAL = Duration.ofSeconds(20);

  private final Cluster cluster;
  private final List<String> nodes;
  private final Operator operator;
  private final Operator rival; // who does not know of the other
  private final Sometimes sometimes;
  private final Diary diary = new Diary();
  private final Given given;
  private final Watch watch;
  private final Losses losses;
  private Future<String> promotion = Future.succeededFuture("");
  private Future<String> rivalry = Future.succeededFuture("");
  private Future<Mode> change = Future.succeededFuture();
  private String leader = "";

  ReplicationPlay(
      Cluster cluster,
      Mode mode,
      List<String> nodes,
      Operator operator,
      Operator rival,
      Sometimes sometimes) {
    this.cluster = cluster;
    this.nodes = nodes;
    this.operator = operator;
    this.rival = rival;
    this.sometimes = sometimes;
    watch = new Watch(cluster, nodes, sometimes);
    given = new Given(cluster, nodes, mode, watch);
    losses = new Losses(cluster, nodes, watch);
  }

  @Override
  public void act(Record act) {
    if (act instanceof Write write) {
      for (int i = 0; i < write.times(); i++) {
        String token = diary.nextToken();
        ask(write.client(), new Command.Append(Diary.KEY, token), token, write.wish());
      }
    } else if (act instanceof Read read) {
      ask(read.client(), new Command.Get(Diary.KEY), "", read.wish());
    } else if (act instanceof Promote promote) {
      promote(promote);
    } else if (act instanceof SwitchTo switching && change.isComplete()) {
      given.mayBe(switching.mode());
      change = operator.switchTo(switching.mode());
      change.onSuccess(mode -> sometimes.saw(ReplicationSubject.SWITCHED));
    }
  }

  private void ask(String client, Command command, String token, String wish) {
    Diary.Promise promise = given.forWish(wish);
    diary.add(token, cluster.client(client).execute(command, wish), wish, acknowledged -> {
      if (!acknowledged.isEmpty()) {
        losses.acknowledged(acknowledged);
      }
      return promise.isGiven(acknowledged);
    });
  }

  private void promote(Promote promote) {
    if (promote.operator().equals("operator") && promotion.isComplete()) {
      promotion = operator.promoteAfter(promote.reaction()).onSuccess(this::promoted);
    } else if (promote.operator().equals("rival") && rivalry.isComplete()) {
      rivalry = rival.promoteAfter(promote.reaction()).onSuccess(this::promoted);
    }
  }

  private void promoted(String who) {
    sometimes.saw(ReplicationSubject.PROMOTED);
    sometimes.saw(ReplicationSubject.CHANGED, leader.equals(who) ? 0 : 1);
    leader = who;
  }

  @Override
  public void check() {
    watch.check(given);
    losses.look();
    given.check();
  }

  /**
   * Where none of those in sync is left, or the last one has lost its disk, nobody may lead: no service
   * rather than lost writes.
   */
  @Override
  public void judge(List<String> core) {
    if (!watch.mayAnybodyLead(core)) {
      return;
    }
    Within within = new Within(cluster, PATIENCE);
    within.await(promotion, WORKS_AGAIN);
    within.await(rivalry, WORKS_AGAIN);
    within.until(change::isComplete, WORKS_AGAIN);
    new Within(cluster, SOON).until(() -> core.stream().noneMatch(this::isAlone), WAITS_AGAIN);
    within.await(
        operator.promoteAfter(Duration.ofMillis(100)).onSuccess(this::promoted), WORKS_AGAIN);
    within.until(diary::isComplete, WORKS_AGAIN);
    check();
    Outcome<String> read = cluster.await(cluster.client("carol").get(Diary.KEY));
    unless(read.isOk(), WORKS_AGAIN, () -> "a read ends with " + read);
    new Within(cluster, UNTIL_EQUAL).until(() -> watch.holdsOneLog(core), EQUAL);
    String value = String.valueOf(((Outcome.Ok<String>) read).value());
    diary.judge(value, sometimes);
    losses.judge(watch.lastLeader().orElseThrow().epoch(), value);
  }

  /** Of the last leader only: whoever led before will hear of it. */
  private boolean isAlone(String node) {
    return cluster.isRunning(node)
        && watch.state(node).isAlone()
        && watch
            .lastLeader()
            .map(last -> last.epoch() == watch.state(node).epoch())
            .orElse(false);
  }
}
