package dev.understudy.stateless;

import static dev.understudy.stateless.StatelessStage.DATABASE;
import static dev.understudy.stateless.StatelessStage.FRONT;
import static dev.understudy.stateless.StatelessStage.POOL;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.Scenario.Verdict;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.stateless.StatelessMessage.Work;
import dev.understudy.stateless.StatelessMessage.Worked;
import dev.understudy.stateless.StatelessStage.Played;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Stories about nodes without state, a node with state, and asking again. */
public final class StatelessScenarios {
  private static final Duration REPAIR = Duration.ofSeconds(2);
  private static final String VICTIM = "byzantium";
  private static final String DIARY = "diary";

  private StatelessScenarios() {}

  /** All of them, by name. */
  public static List<Scenario> all() {
    return List.of(
        new Scenario(
            "api-node-crashes",
            "No state: what one of four API nodes had under way, another one does; nobody notices",
            StatelessScenarios::apiNodeCrashes),
        new Scenario(
            "asked-again-once",
            "Asked again under the same number: through drop, duplicate and crash applied once",
            StatelessScenarios::askedAgain),
        new Scenario(
            "database-crashes",
            "Lone state: while the database is down nothing works, however many API nodes there are",
            StatelessScenarios::databaseCrashes),
        new Scenario(
            "database-loses-disk",
            "Lone state: with the disk of the database all that was acknowledged is gone",
            StatelessScenarios::databaseLosesDisk),
        new Scenario(
            "pressed-twice",
            "Asked again under a new number: nobody can tell, and it is applied twice",
            StatelessScenarios::pressedTwice));
  }

  private static Verdict apiNodeCrashes(Cluster cluster) {
    Played played = StatelessStage.in(cluster).play(() -> cluster.crash(VICTIM));
    SortedSet<String> retried = retried(played.trace());
    SortedSet<String> unanswered = unanswered(played.trace());
    boolean holds = retried.equals(unanswered)
        && played.served().failed() == 0
        && played.served().outage().isZero()
        && played.drill().lost() == 0;
    return new Verdict(
        holds,
        played.served() + ", availability " + percent(played.served())
            + (retried.equals(unanswered)
                ? "; sent to another node was what " + VICTIM
                    + " had not answered, and nothing else"
                : "; sent to another node: " + retried + ", but unanswered: " + unanswered));
  }

  /** The requests that more than one API node was asked for. */
  private static SortedSet<String> retried(Trace trace) {
    return Served.askedBy(trace).entrySet().stream()
        .filter(asked -> asked.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The requests that the victim was asked for and did not answer. */
  private static SortedSet<String> unanswered(Trace trace) {
    SortedSet<String> open = new TreeSet<>();
    for (TraceEvent event : trace.events()) {
      if (event instanceof TraceEvent.Sent sent
          && sent.to().equals(VICTIM)
          && sent.message() instanceof Work work) {
        open.add(work.request().client() + " " + work.request().sequence());
      } else if (event instanceof TraceEvent.Delivered delivered
          && delivered.from().equals(VICTIM)
          && delivered.message() instanceof Worked worked) {
        open.remove(worked.client() + " " + worked.sequence());
      }
    }
    return open;
  }

  private static Verdict databaseCrashes(Cluster cluster) {
    Played played = StatelessStage.in(cluster).play(() -> {
      cluster.crash(DATABASE);
      cluster.runFor(REPAIR);
      cluster.restart(DATABASE);
    });
    Duration rto = played.drill().rto().orElse(Duration.ZERO);
    boolean holds = rto.compareTo(REPAIR) >= 0
        && played.drill().lost() == 0
        && played.served().failed() == 0;
    return new Verdict(
        holds,
        played.served() + ", availability " + percent(played.served()) + "; RTO " + seconds(rto)
            + ", " + played.drill().lost() + " acknowledged writes lost");
  }

  private static Verdict databaseLosesDisk(Cluster cluster) {
    Played played = StatelessStage.in(cluster).play(() -> {
      cluster.crash(DATABASE);
      cluster.loseDisk(DATABASE);
      cluster.runFor(REPAIR);
      cluster.restart(DATABASE);
    });
    List<String> predicted = acknowledgedButNotOnTheNewDisk(played.trace());
    return new Verdict(
        played.drill().lostKeys().equals(predicted) && !predicted.isEmpty(),
        played.drill().lost() + " of " + played.drill().acknowledged()
            + " acknowledged writes lost, and " + predicted.size()
            + " were on the lost disk only; RPO "
            + seconds(played.drill().rpo()) + ", outage "
            + seconds(played.served().outage()));
  }

  private static List<String> acknowledgedButNotOnTheNewDisk(Trace trace) {
    SortedSet<String> keys = trace.calls().stream()
        .filter(call -> call.ok() && call.operation() instanceof Command.Put)
        .map(call -> ((Command.Put) call.operation()).key())
        .collect(Collectors.toCollection(TreeSet::new));
    boolean isNew = false;
    for (TraceEvent event : trace.events()) {
      isNew |= event instanceof TraceEvent.Started started
          && started.node().equals(DATABASE)
          && started.incarnation() > 1;
      if (isNew
          && event instanceof TraceEvent.Saved saved
          && saved.saved() instanceof Request request) {
        keys.remove(request.command().key());
      }
    }
    return List.copyOf(keys);
  }

  private static Verdict askedAgain(Cluster cluster) {
    StatelessStage stage = StatelessStage.in(cluster);
    cluster.lose(0.1);
    cluster.duplicate(0.2);
    cluster.reorder(true);
    Map<String, Future<Outcome<String>>> writes = new LinkedHashMap<>();
    for (Client client : stage.clients()) {
      for (int i = 1; i <= 10; i++) {
        String token = "<" + client.self() + " " + i + ">";
        writes.put(token, client.append(DIARY, token));
      }
    }
    cluster.runFor(Duration.ofMillis(300));
    cluster.crash(DATABASE);
    cluster.runFor(Duration.ofMillis(300));
    cluster.restart(DATABASE);
    writes.values().forEach(cluster::await);
    cluster.heal();
    long messages = heard(cluster.trace(), DATABASE);
    String diary = stage.read(DIARY);
    long wrong = writes.entrySet().stream()
        .filter(write -> isWrong(write.getValue().result(), write.getKey(), diary))
        .count();
    return new Verdict(
        wrong == 0,
        writes.size() + " commands reached the database in " + messages + " messages, and "
            + (wrong == 0 ? "each was applied once" : wrong + " were not applied once"));
  }

  /** Applied twice, or not although it was acknowledged. */
  private static boolean isWrong(Outcome<String> outcome, String token, String diary) {
    int times = StatelessStage.times(token, diary);
    return times > 1 || times == 0 && outcome.isOk();
  }

  private static Verdict pressedTwice(Cluster cluster) {
    StatelessStage stage = StatelessStage.in(cluster);
    POOL.forEach(node -> cluster.cut(DATABASE, node)); // requests arrive, answers do not
    List<Outcome<String>> first = press(cluster, stage.clients());
    long requests = heard(cluster.trace(), FRONT);
    cluster.heal();
    List<Outcome<String>> second = press(cluster, stage.clients());
    String diary = stage.read(DIARY);
    long twice = stage.clients().stream()
        .filter(client -> StatelessStage.times(token(client), diary) == 2)
        .count();
    long unknown = first.stream().filter(Outcome.Unknown.class::isInstance).count();
    return new Verdict(
        twice == unknown && unknown == first.size() && second.stream().allMatch(Outcome::isOk),
        unknown + " commands were sent in " + requests
            + " messages and never answered: applied once" + " each; pressed again as new ones: "
            + twice + " are there twice");
  }

  private static List<Outcome<String>> press(Cluster cluster, List<Client> clients) {
    List<Future<Outcome<String>>> pressed = new ArrayList<>();
    clients.forEach(client -> pressed.add(client.append(DIARY, token(client))));
    return pressed.stream().map(cluster::await).toList();
  }

  private static String token(Client client) {
    return "<" + client.self() + " pays>";
  }

  /** How many messages with a command reached this node. */
  private static long heard(Trace trace, String node) {
    return trace.events().stream()
        .filter(event -> event instanceof TraceEvent.Delivered delivered
            && delivered.to().equals(node)
            && delivered.message() instanceof Request)
        .count();
  }

  private static String percent(Served served) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * served.availability());
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
  }
}
