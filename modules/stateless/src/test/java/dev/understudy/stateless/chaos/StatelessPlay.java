package dev.understudy.stateless.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Within;
import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.stateless.StatelessStage;
import dev.understudy.stateless.chaos.StatelessAct.Write;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run: what was acknowledged must be there, and everything at most once. */
final class StatelessPlay implements Subject.Play {
  private static final String WORKS = "L when all is healed the service answers again";
  private static final String ONCE = "X1 a command is applied once, however often it is sent";
  private static final String STAYS = "X3 what was acknowledged is there after every crash";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String DIARY = "diary";

  private final Cluster cluster;
  private final Sometimes sometimes;
  private final Map<String, Future<Outcome<String>>> appends = new LinkedHashMap<>();

  StatelessPlay(Cluster cluster, Sometimes sometimes) {
    this.cluster = cluster;
    this.sometimes = sometimes;
  }

  @Override
  public void act(Record act) {
    Write write = (Write) act;
    Client client = cluster.client(write.client());
    for (int i = 0; i < write.times(); i++) {
      String token = "<" + (appends.size() + 1) + ">";
      appends.put(token, client.append(DIARY, token));
    }
  }

  @Override
  public void check() {
    // Nothing is promised of the moment: the nodes' own invariants are checked by the nodes.
  }

  /** Without the load balancer, the database and an API node nothing can be asked of the service. */
  @Override
  public void judge(List<String> core) {
    boolean isWhole = core.contains(StatelessStage.FRONT)
        && core.contains(StatelessStage.DATABASE)
        && core.stream().anyMatch(StatelessStage.POOL::contains);
    Within within = new Within(cluster, PATIENCE);
    for (Future<Outcome<String>> append : appends.values()) {
      boolean isUnknown = within.await(append, WORKS) instanceof Outcome.Unknown<String>;
      sometimes.saw(StatelessSubject.UNKNOWN, isUnknown ? 1 : 0);
    }
    if (!isWhole) {
      return;
    }
    sometimes.saw(StatelessSubject.WORKS_AGAIN);
    Client judge = cluster.join("judge", new Client(StatelessStage.FRONT));
    Outcome<String> last = cluster.await(judge.append(DIARY, "<end>"));
    unless(last.isOk(), WORKS, () -> "an append ends with " + last);
    String diary = String.valueOf(((Outcome.Ok<String>) last).value());
    appends.forEach((token, append) -> judgeAppend(token, append.result(), diary));
  }

  private void judgeAppend(String token, Outcome<String> outcome, String diary) {
    int times = (diary.length() - diary.replace(token, "").length()) / token.length();
    unless(
        times == 0 || times == 1 && !(outcome instanceof Outcome.Fail<String>),
        ONCE,
        () -> token + " was applied " + times + " times, its outcome " + outcome);
    unless(times == 1 || !outcome.isOk(), STAYS, () -> token + " was acknowledged and is gone");
    sometimes.saw(StatelessSubject.ACKNOWLEDGED, outcome.isOk() ? 1 : 0);
  }
}
