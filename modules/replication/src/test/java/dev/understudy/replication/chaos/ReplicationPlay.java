package dev.understudy.replication.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Within;
import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;
import dev.understudy.replication.Replica;
import dev.understudy.replication.chaos.ReplicationAct.Promote;
import dev.understudy.replication.chaos.ReplicationAct.Write;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run: what was acknowledged must be there, and once; what failed must not. */
final class ReplicationPlay implements Subject.Play {
  private static final String WORKS_AGAIN = "L when all is healed a majority works again";
  private static final String STAYS = "R1 what was acknowledged stays";
  private static final String APPLIED = "R6 what is committed is applied, in order and once";
  private static final String EQUAL = "R8 in the end every replica holds the leader's log";
  private static final String ONE_LEADER = "O1 an epoch has one leader";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Cluster cluster;
  private final Mode mode;
  private final List<String> nodes;
  private final Operator operator;
  private final Operator rival; // who does not know of the other
  private final Sometimes sometimes;
  private final Map<String, Future<Outcome<String>>> writes = new LinkedHashMap<>();
  private Future<String> promotion = Future.succeededFuture("");
  private Future<String> rivalry = Future.succeededFuture("");
  private String leader = "";
  private List<Entry> committed =
      List.of(); // the longest that a replica was seen to have committed

  ReplicationPlay(
      Cluster cluster,
      Mode mode,
      List<String> nodes,
      Operator operator,
      Operator rival,
      Sometimes sometimes) {
    this.cluster = cluster;
    this.mode = mode;
    this.nodes = nodes;
    this.operator = operator;
    this.rival = rival;
    this.sometimes = sometimes;
  }

  @Override
  public void act(Record act) {
    if (act instanceof Write write) {
      Client client = cluster.client(write.client());
      for (int i = 0; i < write.times(); i++) {
        String token = "<" + (writes.size() + 1) + ">";
        writes.put(token, client.append("diary", token));
      }
    } else if (act instanceof Promote promote) {
      promote(promote);
    }
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

  /** No two that run believe that they lead the same epoch, and no two have committed other entries. */
  @Override
  public void check() {
    List<String> running = nodes.stream().filter(cluster::isRunning).toList();
    List<Replica.State> states = running.stream().map(this::state).toList();
    for (int i = 0; i < running.size(); i++) {
      checkCommitted(running.get(i), states.get(i));
      for (int j = 0; j < i; j++) {
        checkPair(running.get(j), states.get(j), running.get(i), states.get(i));
      }
    }
  }

  private void checkPair(String one, Replica.State first, String other, Replica.State second) {
    unless(
        first.epoch() != second.epoch() || !isLeader(first) || !isLeader(second),
        ONE_LEADER,
        () -> one + " and " + other + " lead epoch " + first.epoch());
    int common = (int) Math.min(first.committed(), second.committed());
    unless(
        !isPromise() || first.log().subList(0, common).equals(second.log().subList(0, common)),
        STAYS,
        () -> one + " and " + other + " have both committed entry "
            + firstDifference(first.log(), second.log()) + ", and not the same");
  }

  /**
   * Also what nobody has committed any more must have stayed. Only for a quorum of several: who is
   * alone, or alone in sync, commits before the flush for which its answers wait.
   */
  private void checkCommitted(String node, Replica.State state) {
    if (mode != Mode.QUORUM || nodes.size() == 1) {
      return;
    }
    List<Entry> known = state.log().subList(0, (int) state.committed());
    int common = Math.min(known.size(), committed.size());
    List<Entry> before = committed;
    unless(
        known.subList(0, common).equals(before.subList(0, common)),
        STAYS,
        () -> "entry " + firstDifference(known, before) + " was committed, and " + node
            + " has committed another one there");
    committed = known.size() > before.size() ? known : before;
  }

  private static int firstDifference(List<Entry> one, List<Entry> other) {
    int index = 0;
    while (one.get(index).equals(other.get(index))) {
      index++;
    }
    return index + 1;
  }

  @Override
  public void judge(List<String> core) {
    Within within = new Within(cluster, PATIENCE);
    within.await(promotion, WORKS_AGAIN);
    within.await(rivalry, WORKS_AGAIN);
    within.await(
        operator.promoteAfter(Duration.ofMillis(100)).onSuccess(this::promoted), WORKS_AGAIN);
    for (Future<Outcome<String>> write : writes.values()) {
      within.await(write, WORKS_AGAIN);
    }
    check();
    Outcome<String> read = cluster.await(cluster.client("carol").get("diary"));
    unless(read.isOk(), WORKS_AGAIN, () -> "a read ends with " + read);
    String content = String.valueOf(((Outcome.Ok<String>) read).value());
    within.until(() -> holdsOneLog(core), EQUAL);
    writes.forEach((token, write) -> judgeWrite(token, write.result(), content));
  }

  private boolean holdsOneLog(List<String> core) {
    return nodes.stream()
        .filter(cluster::isRunning)
        .map(this::state)
        .filter(ReplicationPlay::isLeader)
        .max((a, b) -> Long.compare(a.epoch(), b.epoch()))
        .filter(last -> core.stream()
            .allMatch(node -> cluster.isRunning(node) && state(node).log().equals(last.log())))
        .isPresent();
  }

  private void judgeWrite(String token, Outcome<String> outcome, String content) {
    int times = (content.length() - content.replace(token, "").length()) / token.length();
    unless(
        times == 0 || times == 1 && !(outcome instanceof Outcome.Fail<String>),
        APPLIED,
        () -> token + " was applied " + times + " times, its outcome " + outcome);
    sometimes.saw(ReplicationSubject.ACKNOWLEDGED, outcome.isOk() ? 1 : 0);
    sometimes.saw(ReplicationSubject.UNKNOWN, outcome instanceof Outcome.Unknown<String> ? 1 : 0);
    boolean isLost = outcome.isOk() && times == 0;
    sometimes.saw(ReplicationSubject.LOST, isLost ? 1 : 0);
    unless(!isLost || !isPromise(), STAYS, () -> token + " was acknowledged and is gone");
  }

  private Replica.State state(String node) {
    return cluster.state(node, Replica.State.class);
  }

  private boolean isPromise() {
    return mode == Mode.QUORUM || mode == Mode.SYNC;
  }

  private static boolean isLeader(Replica.State state) {
    return state.role().equals("leader");
  }
}
