package dev.understudy.stateless.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Within;
import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.stateless.StatelessStage;
import dev.understudy.stateless.chaos.StatelessAct.Append;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One run: what was acknowledged must be there, and everything at most once. */
final class StatelessPlay implements Subject.Play {
  private static final String ONCE = "X1 a command is applied once, however often it is sent";
  private static final String SAME =
      "X2 who sends a command again gets the answer of the first time";
  private static final String STAYS = "X3 what was acknowledged is there after every crash";
  private static final String WORKS_AGAIN = "L when all is healed everybody is answered";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String DIARY = "diary";

  private final Cluster cluster;
  private final Sometimes sometimes;
  private final Map<String, Client> clients = new TreeMap<>();
  private final Map<String, Future<Outcome<String>>> appends = new LinkedHashMap<>();

  StatelessPlay(Cluster cluster, Sometimes sometimes) {
    this.cluster = cluster;
    this.sometimes = sometimes;
    StatelessSubject.CLIENTS.forEach(this::join);
  }

  private Client join(String name) {
    Client client = cluster.join(name, new Client(StatelessStage.FRONT));
    clients.put(name, client);
    return client;
  }

  @Override
  public void act(Record act) {
    Append append = (Append) act;
    for (int i = 0; i < append.times(); i++) {
      String token = "<" + (appends.size() + 1) + ">";
      appends.put(token, clients.get(append.client()).append(DIARY, token));
    }
  }

  @Override
  public void check() {}

  /** Of the lone nodes nothing is demanded when they stay broken: then nobody can be asked either. */
  @Override
  public void judge(List<String> core) {
    if (!core.contains(StatelessStage.DATABASE) || !core.contains(StatelessStage.FRONT)) {
      return;
    }
    Within within = new Within(cluster, PATIENCE);
    appends.values().forEach(append -> within.await(append, WORKS_AGAIN));
    cluster.runFor(Duration.ofSeconds(1)); // the health checks have found out again who answers
    Outcome<String> read = within.await(join("judge").append(DIARY, "<end>"), WORKS_AGAIN);
    unless(read.isOk(), WORKS_AGAIN, () -> "an append ends with " + read);
    String diary = String.valueOf(((Outcome.Ok<String>) read).value());
    appends.forEach((token, append) -> judge(token, append.result(), diary));
  }

  private void judge(String token, Outcome<String> outcome, String diary) {
    int times = (diary.length() - diary.replace(token, "").length()) / token.length();
    unless(
        times == 0 || times == 1 && !(outcome instanceof Outcome.Fail<String>),
        ONCE,
        () -> token + " was applied " + times + " times, its outcome " + outcome);
    unless(times == 1 || !outcome.isOk(), STAYS, () -> token + " was acknowledged and is gone");
    if (outcome instanceof Outcome.Ok<String> ok) {
      String before = diary.substring(0, diary.indexOf(token));
      String answered = ok.value() == null ? "" : ok.value();
      unless(
          answered.equals(before),
          SAME,
          () -> token + " was answered '" + answered + "', and was applied to '" + before + "'");
      sometimes.saw(StatelessSubject.ACKNOWLEDGED);
    }
    sometimes.saw(StatelessSubject.UNKNOWN, outcome instanceof Outcome.Unknown<String> ? 1 : 0);
  }
}
