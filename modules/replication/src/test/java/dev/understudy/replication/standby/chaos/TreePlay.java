package dev.understudy.replication.standby.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Within;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.replication.Operator;
import dev.understudy.replication.Replica;
import dev.understudy.replication.chaos.ReplicationAct.Promote;
import dev.understudy.replication.chaos.ReplicationAct.Write;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One run: no standby ever holds what it should not, and in the end all hold the leader's log. */
final class TreePlay implements Subject.Play {
  private static final String WORKS_AGAIN = "L when all is healed a majority works again";
  private static final String EQUAL = "R8 in the end every standby holds the leader's log";
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Any upstream is tried in less, and there are six at most. */
  private static final Duration UNTIL_EQUAL = Duration.ofSeconds(20);

  private final Cluster cluster;
  private final List<String> members;
  private final Operator operator;
  private final TreeWatch watch;
  private final Sometimes sometimes;
  private Future<String> promotion = Future.succeededFuture("");
  private int tokens;

  TreePlay(
      Cluster cluster,
      List<String> members,
      Operator operator,
      TreeWatch watch,
      Sometimes sometimes) {
    this.cluster = cluster;
    this.members = members;
    this.operator = operator;
    this.watch = watch;
    this.sometimes = sometimes;
  }

  @Override
  public void act(Record act) {
    if (act instanceof Write write) {
      for (int i = 0; i < write.times(); i++) {
        cluster
            .client(write.client())
            .append("diary", "<" + ++tokens + ">")
            .onSuccess(known -> sometimes.saw(TreeSubject.ACKNOWLEDGED, known.isOk() ? 1 : 0));
      }
    } else if (act instanceof Promote promote && promotion.isComplete()) {
      promotion = operator
          .promoteAfter(promote.reaction())
          .onSuccess(who -> sometimes.saw(TreeSubject.PROMOTED));
    }
  }

  @Override
  public void check() {
    watch.check();
  }

  /** Without a majority of the members there is no leader whose log it could be. */
  @Override
  public void judge(List<String> core) {
    long up = members.stream().filter(core::contains).count();
    if (2 * up <= members.size()) {
      return;
    }
    Within within = new Within(cluster, PATIENCE);
    within.await(promotion, WORKS_AGAIN);
    within.await(operator.promoteAfter(Duration.ofMillis(100)), WORKS_AGAIN);
    Outcome<String> write = cluster.await(cluster.client("carol").put("end", "here"));
    unless(write.isOk(), WORKS_AGAIN, () -> "a write ends with " + write);
    new Within(cluster, UNTIL_EQUAL).until(() -> areEqual(core), EQUAL);
    check();
  }

  private boolean areEqual(List<String> core) {
    watch.check();
    Optional<Replica.State> leader = members.stream()
        .filter(cluster::isRunning)
        .map(watch::member)
        .filter(Replica.State::isLeading)
        .max(Comparator.comparingLong(Replica.State::epoch))
        .filter(state -> state.committed() == state.lastIndex());
    return leader.isPresent()
        && watch.standbys().stream()
            .filter(core::contains)
            .allMatch(name ->
                cluster.isRunning(name) && TreeWatch.holdsLogOf(leader.get(), watch.standby(name)));
  }
}
