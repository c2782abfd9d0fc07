package dev.understudy.quorum;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Scenario;
import dev.understudy.cluster.Scenario.Verdict;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.quorum.Change.Copy;
import dev.understudy.quorum.QuorumMessage.Leaves;
import dev.understudy.quorum.QuorumMessage.Store;
import dev.understudy.quorum.Rules.Repair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A node misses writes and comes back: three ways to make it equal again, each alone, and what it costs. */
final class ConvergenceScenarios {
  private static final int KEYS = 300;
  private static final int MISSED = 20;
  private static final Ring RING = new Ring(QuorumScenarios.NODES);
  private static final String VICTIM = "athens";
  private static final Duration GLANCE = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Rules ALONE =
      Rules.of(3, 2, 2).repair(Repair.NONE).compareEvery(Duration.ZERO);

  private ConvergenceScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "quorum-hints",
            "Hints alone: who stood in hands over what the silent owner missed, and nothing else",
            cluster -> converge(cluster, ALONE.sloppy(), alice -> {}, 2 * MISSED)),
        new Scenario(
            "quorum-merkle",
            "Anti-entropy alone: two nodes find by hashes where they differ, and send that",
            cluster -> converge(
                cluster, ALONE.compareEvery(Duration.ofSeconds(1)), alice -> {}, KEYS / 2)),
        new Scenario(
            "quorum-read-repair",
            "Read repair alone: what is read becomes equal, and each key must be read for it",
            cluster -> converge(
                cluster, ALONE.repair(Repair.LATER), ConvergenceScenarios::readAll, MISSED)));
  }

  private static void readAll(Client alice) {
    for (int i = 0; i < KEYS; i++) {
      alice.get("toy/" + i);
    }
  }

  private static Verdict converge(
      Cluster cluster, Rules rules, Consumer<Client> meanwhile, int mostCopies) {
    cluster.start(() -> new Keeper(rules), QuorumScenarios.NODES.toArray(String[]::new));
    Client alice = cluster.join("alice", new Client("byzantium"));
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      keys.add("toy/" + i);
      alice.put("toy/" + i, "here");
    }
    cluster.await(alice.get("toy/0"));
    cluster.isolate(VICTIM);
    keys.stream()
        .filter(key -> owners(key).contains(VICTIM))
        .limit(MISSED)
        .forEach(key -> alice.put(key, "there"));
    cluster.await(alice.get("toy/0"));
    int differed = differing(cluster, keys);
    cluster.heal();
    int before = cluster.trace().events().size();
    Duration healed = cluster.now();
    meanwhile.accept(alice);
    while (differing(cluster, keys) > 0 && cluster.now().minus(healed).compareTo(LONGEST) < 0) {
      cluster.runFor(GLANCE);
    }
    List<TraceEvent> events = cluster.trace().events();
    Cost cost = Cost.of(events.subList(before, events.size()));
    return new Verdict(
        differed == MISSED && differing(cluster, keys) == 0 && cost.copies() <= mostCopies,
        differed + " of " + KEYS + " keys differed, " + differing(cluster, keys) + " after "
            + cluster.now().minus(healed).toMillis() + " ms; " + cost);
  }

  private static List<String> owners(String key) {
    return RING.from(key).subList(0, ALONE.n());
  }

  /** How many keys have owners that hold different versions. */
  private static int differing(Cluster cluster, List<String> keys) {
    SortedMap<String, SortedMap<String, Copy>> copies = new TreeMap<>(); // by node, by key
    QuorumScenarios.NODES.forEach(
        node -> copies.put(node, cluster.state(node, Keeper.State.class).copies()));
    return (int) keys.stream()
        .filter(key -> owners(key).stream()
                .map(owner ->
                    copies.get(owner).getOrDefault(key, Copy.absent(key)).version())
                .distinct()
                .count()
            > 1)
        .count();
  }

  /**
   * What it took.
   *
   * @param messages how many messages the nodes sent each other
   * @param copies how many copies were in them, those in answers to readers apart
   */
  private record Cost(long messages, long copies) {
    static Cost of(List<TraceEvent> events) {
      List<Record> sent = events.stream()
          .filter(event -> event instanceof TraceEvent.Sent)
          .map(event -> (Record) ((TraceEvent.Sent) event).message())
          .filter(message -> message instanceof QuorumMessage)
          .toList();
      return new Cost(sent.size(), sent.stream().mapToLong(Cost::copiesIn).sum());
    }

    private static long copiesIn(Record message) {
      if (message instanceof Leaves leaves) {
        return leaves.copies().size();
      }
      return message instanceof Store ? 1 : 0;
    }

    @Override
    public String toString() {
      return messages + " messages with " + copies + " copies";
    }
  }
}
