package dev.understudy.replication.suite;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Within;
import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.replication.Entry;
import dev.understudy.replication.chaos.ReplicationAct.Write;
import dev.understudy.replication.suite.LogShippingSuite.View;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of some replicas. The leader's disk survives everything, so nothing that it acknowledged
 * may be lost.
 */
final class LogShippingPlay implements Subject.Play {
  private static final String DIARY = "diary";
  private static final Duration GLANCE = Duration.ofMillis(50);

  /**
   * So long may it take until all is as it was; what load has left to do is done by then. Who never
   * gets there is tried many times, so it is no longer than that.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Cluster cluster;
  private final LogShippingSuite suite;
  private final List<String> members;
  private final String leader;
  private final Sometimes sometimes;
  private final Map<String, Future<Outcome<String>>> writes = new LinkedHashMap<>();

  LogShippingPlay(
      Cluster cluster, LogShippingSuite suite, List<String> members, Sometimes sometimes) {
    this.cluster = cluster;
    this.suite = suite;
    this.members = members;
    this.sometimes = sometimes;
    leader = members.get(0);
  }

  @Override
  public void act(Record act) {
    Write write = (Write) act;
    Client client = cluster.client(write.client());
    for (int i = 0; i < write.times(); i++) {
      String token = "<" + (writes.size() + 1) + ">";
      writes.put(token, client.append(DIARY, token));
    }
  }

  /** A leader that is down has its log on its disk and shows it when it is back. */
  @Override
  public void check() {
    sometimes.saw(
        LogShippingSubject.RESTARTED, members.stream().allMatch(cluster::isRunning) ? 0 : 1);
    if (!cluster.isRunning(leader)) {
      return;
    }
    List<Entry> log = suite.logOf(cluster, leader);
    for (String member : members) {
      if (cluster.isRunning(member)) {
        checkPrefix(member, suite.logOf(cluster, member), log);
      }
    }
  }

  private void checkPrefix(String member, List<Entry> theirs, List<Entry> log) {
    for (int i = 0; i < theirs.size(); i++) {
      int index = i;
      unless(
          i < log.size() && theirs.get(i).equals(log.get(i)),
          Promises.PREFIX,
          () -> "entry " + (index + 1) + " of " + member + " is " + theirs.get(index)
              + ", and that of the leader "
              + (index < log.size() ? log.get(index) : "is not there"));
    }
    sometimes.saw(LogShippingSubject.BEHIND, theirs.size() < log.size() ? 1 : 0);
  }

  /** Where the leader stays broken nobody takes writes, and nobody can be asked. */
  @Override
  public void judge(List<String> core) {
    if (!core.contains(leader)) {
      return;
    }
    Within within = new Within(cluster, PATIENCE);
    within.until(() -> writes.values().stream().allMatch(Future::isComplete), Promises.ASYNC);
    Outcome<String> last =
        within.await(cluster.client("carol").append(DIARY, "<end>"), Promises.ASYNC);
    unless(last.isOk(), Promises.ASYNC, () -> "all is healed, and a write ends with " + last);
    Duration latest = cluster.now().plus(PATIENCE);
    while (!isEqual(core) && cluster.now().compareTo(latest) < 0) {
      cluster.runFor(GLANCE);
    }
    check();
    Promises.expectEqual(suite, cluster, core);
    String diary = suite.viewOf(cluster, leader).content().getOrDefault(DIARY, "");
    writes.forEach((token, write) -> judge(token, write.result(), diary));
  }

  private boolean isEqual(List<String> core) {
    View first = suite.viewOf(cluster, leader);
    return core.stream()
        .map(member -> suite.viewOf(cluster, member))
        .allMatch(seen -> seen.log().equals(first.log())
            && seen.committed() == first.committed()
            && seen.content().equals(first.content()));
  }

  private void judge(String token, Outcome<String> outcome, String diary) {
    int times = (diary.length() - diary.replace(token, "").length()) / token.length();
    unless(times <= 1, Promises.APPLIED, () -> token + " was applied " + times + " times");
    unless(
        times == 1 || !outcome.isOk(),
        Promises.STAYS,
        () -> token + " was acknowledged and is gone");
    sometimes.saw(LogShippingSubject.ACKNOWLEDGED, outcome.isOk() ? 1 : 0);
  }
}
