package dev.understudy.replication;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.sim.RandomStream;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One run of a {@link ReplicationDrill}: replicas, an operator, and clients that write without a
 * break, each to keys of its own and now and then to one that they share. Then the failure comes.
 */
final class DrillStage {
  static final String AUDITOR = "auditor";

  private static final String SHARED_KEY = "tally";
  private static final double SHARED = 0.1; // of all operations

  /** Whoever has not recovered by now will not: do not write until the operator gives up. */
  private static final Duration END_OF_WRITING = Duration.ofSeconds(40);

  private static final Duration MOST_PATIENCE = Client.DEADLINE.plusSeconds(2);

  private final Cluster cluster;
  private final Mode mode;
  private final Failure failure;
  private final RandomStream random;
  private final List<String> members;
  private final List<String> clients;
  private final String victim;
  private final boolean isOperatorNeeded;
  private final Operator operator;
  private final Map<String, Future<Outcome<String>>> underWay = new LinkedHashMap<>();
  private final List<String> written = new ArrayList<>();
  private boolean isClosing;
  private boolean isWritingAgain;

  DrillStage(
      Cluster cluster,
      long seed,
      Mode mode,
      Failure failure,
      Victim victim,
      Supplier<? extends Replica> replicas,
      Supplier<? extends Operator> operators) {
    this.cluster = cluster;
    this.mode = mode;
    this.failure = failure;
    random = new RandomStream(seed, "drill");
    members = List.of("athens", "byzantium", "cyrene", "delphi", "ephesus")
        .subList(0, random.chance(0.3) ? 5 : 3);
    clients = List.of("alice", "bob", "carol").subList(0, random.nextInt(2, 4));
    this.victim = members.get(victim == Victim.LEADER ? 0 : random.nextInt(1, members.size()));
    // Without a follower writes go on, unless all must have them: then somebody must remove it.
    isOperatorNeeded = victim == Victim.LEADER || mode == Mode.SYNC;
    cluster.start(replicas, members.toArray(String[]::new));
    operator = cluster.join("operator", operators.get());
  }

  /** Clients are near, replicas a few milliseconds farther from each other. */
  private void setDistances() {
    cluster.network().latency(ms(3), ms(6));
    for (String from : members) {
      for (String to : members) {
        cluster.network().latency(from, to, ms(5), ms(25));
      }
    }
  }

  void play() {
    setDistances();
    clients.forEach(cluster::client);
    clients.forEach(this::ask);
    writeForAWhile();
    Duration reaction = random.nextDuration(ms(2500), ms(3500));
    Duration trouble = isOperatorNeeded
        ? reaction.plus(random.nextDuration(ms(0), ms(1400))).minus(ms(700))
        : random.nextDuration(ms(400), ms(1000));
    begin(trouble);
    Future<String> promoted =
        isOperatorNeeded ? operator.promoteAfter(reaction) : Future.succeededFuture("nobody");
    cluster.runFor(trouble);
    end();
    cluster.await(promoted);
    awaitWriter();
    writeForAWhile();
    isClosing = true;
    cluster.heal();
    clients.forEach(client -> cluster.await(underWay.get(client)));
    audit();
  }

  /** Longer where writes take longer, or a run would have too few of them to lose one. */
  private void writeForAWhile() {
    cluster.runFor(random.nextDuration(ms(200), ms(500)).multipliedBy(mode == Mode.ASYNC ? 1 : 3));
  }

  private void begin(Duration trouble) {
    switch (failure) {
      case CRASH -> cluster.crash(victim);
      case PAUSE -> cluster.pause(victim, trouble);
      case PARTITION -> {
        List<String> inside = new ArrayList<>(List.of(victim));
        List<String> outside = new ArrayList<>(members);
        outside.remove(victim);
        outside.add("operator");
        clients.forEach(client -> (random.nextBoolean() ? inside : outside).add(client));
        cluster.partition(String.join(" ", inside), String.join(" ", outside));
      }
    }
  }

  private void end() {
    if (failure == Failure.CRASH && random.nextBoolean()) {
      cluster.restart(victim);
    }
    cluster.heal();
  }

  /** Clients come back one after the other, for each waits longer the longer nobody answers. */
  private void awaitWriter() {
    isWritingAgain = false;
    Duration deadline = cluster.now().plus(MOST_PATIENCE);
    while (!isWritingAgain && cluster.now().compareTo(deadline) < 0) {
      cluster.runFor(ms(20));
    }
  }

  /** The next operation of a client, which asks for another one as soon as it knows how this ended. */
  private void ask(String name) {
    Client client = cluster.client(name);
    Future<Outcome<String>> outcome = client.execute(command(name));
    underWay.put(name, outcome);
    outcome.onSuccess(known -> {
      isWritingAgain |= known.isOk();
      if (!isClosing && cluster.now().compareTo(END_OF_WRITING) < 0) {
        ask(name);
      }
    });
  }

  private Command command(String name) {
    if (random.chance(SHARED)) {
      return random.nextBoolean()
          ? new Command.Append(SHARED_KEY, name.charAt(0) + "")
          : new Command.Get(SHARED_KEY);
    }
    String key = name + "/" + (written.size() + 1);
    written.add(key);
    return new Command.Put(key, "here");
  }

  /** Who reads nothing once will read nothing the next time: the audit ends there. */
  private void audit() {
    Client auditor = cluster.client(AUDITOR);
    for (String key : written) {
      if (!cluster.await(auditor.get(key)).isOk()) {
        return;
      }
    }
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
