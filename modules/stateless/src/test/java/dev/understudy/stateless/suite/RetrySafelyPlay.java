package dev.understudy.stateless.suite;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Within;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.stateless.chaos.StatelessAct.Append;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One run of one store, whose disk survives everything, and its clients, which never crash. */
final class RetrySafelyPlay implements Subject.Play {
  private static final String DIARY = "diary";

  /** So long may it take until all are answered; who has given up meanwhile has begun anew. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final RetrySafelySuite suite;
  private final String store;
  private final Sometimes sometimes;
  private final Map<String, Node> clients = new TreeMap<>();
  private final Map<String, Future<Outcome<String>>> appends = new LinkedHashMap<>();

  RetrySafelyPlay(Cluster cluster, RetrySafelySuite suite, String store, Sometimes sometimes) {
    this.cluster = cluster;
    this.suite = suite;
    this.store = store;
    this.sometimes = sometimes;
  }

  /** A client of this name is there from now on. */
  void join(String name) {
    clients.put(name, cluster.join(name, suite.client()));
  }

  @Override
  public void act(Record act) {
    Append append = (Append) act;
    for (int i = 0; i < append.times(); i++) {
      String token = "<" + (appends.size() + 1) + ">";
      appends.put(token, append(append.client(), token));
    }
  }

  private Future<Outcome<String>> append(String client, String token) {
    return suite.execute(clients.get(client), new Command.Append(DIARY, token));
  }

  @Override
  public void check() {
    sometimes.saw(RetrySafelySubject.DOWN, cluster.isRunning(store) ? 0 : 1);
  }

  @Override
  public void judge(List<String> core) {
    Within within = new Within(cluster, PATIENCE);
    within.until(() -> appends.values().stream().allMatch(Future::isComplete), Promises.LIVE);
    for (String client : clients.keySet()) {
      Outcome<String> last = within.await(append(client, "<" + client + ">"), Promises.LIVE);
      unless(
          last.isOk(),
          Promises.LIVE,
          () -> "all is healed, and an append of " + client + " ends with " + last);
    }
    String diary = suite.contentOf(cluster, store).getOrDefault(DIARY, "");
    appends.forEach((token, append) -> judge(token, append.result(), diary));
  }

  private void judge(String token, Outcome<String> outcome, String diary) {
    int times = (diary.length() - diary.replace(token, "").length()) / token.length();
    unless(times <= 1, Promises.ONCE, () -> token + " was applied " + times + " times");
    unless(
        times == 1 || !outcome.isOk(),
        Promises.STAYS,
        () -> token + " was acknowledged and is gone");
    unless(
        times == 0 || !(outcome instanceof Outcome.Fail<String>),
        Promises.KNOWN,
        () -> token + " was said to have failed and was applied");
    if (outcome instanceof Outcome.Ok<String> ok) {
      String before = diary.substring(0, diary.indexOf(token));
      String answered = ok.value() == null ? "" : ok.value();
      unless(
          answered.equals(before),
          Promises.AS_BEFORE,
          () -> token + " was answered '" + answered + "', and was applied to '" + before + "'");
      sometimes.saw(RetrySafelySubject.ACKNOWLEDGED);
    }
  }
}
