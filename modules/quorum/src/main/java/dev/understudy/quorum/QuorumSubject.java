package dev.understudy.quorum;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.TraceEvent.ClientCalled;
import dev.understudy.cluster.trace.TraceEvent.ClientReturned;
import dev.understudy.explorer.Act;
import dev.understudy.explorer.Bounds;
import dev.understudy.explorer.Moment;
import dev.understudy.explorer.Subject;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Two nodes, both written and one read; alice writes a key at the one, bob reads it at the other. In
 * whatever order that happens and whoever crashes, what was acknowledged is on both disks, and read.
 */
public final class QuorumSubject {
  /** One crash. */
  public static final Bounds BOUNDS = new Bounds(60, 0, 1, 0, false);

  private static final List<String> NODES = List.of("athens", "byzantium");
  private static final Rules RULES = Rules.of(2, 1, 2).compareEvery(Duration.ZERO);

  private QuorumSubject() {}

  /** Ours. */
  public static Subject both() {
    return of(
        "quorum",
        "R + W > N: what is acknowledged is on the disks of W owners, and is read",
        Keeper::new);
  }

  /** The same story with other nodes. */
  public static Subject of(String name, String moral, Function<Rules, ? extends Keeper> keepers) {
    return new Subject(
        name,
        moral,
        cluster -> open(cluster, keepers),
        List.of(QuorumSubject::isOnBoth, QuorumSubject::isRead),
        BOUNDS);
  }

  private static List<Act> open(Cluster cluster, Function<Rules, ? extends Keeper> keepers) {
    cluster.start(() -> keepers.apply(RULES), NODES.toArray(String[]::new));
    Client alice = cluster.join("alice", new Client("athens"));
    Client bob = cluster.join("bob", new Client("byzantium"));
    cluster.runFor(Duration.ofMillis(20));
    return List.of(
        new Act("alice", "puts toy = here", () -> alice.put("toy", "here")),
        new Act("bob", "gets toy", () -> bob.get("toy")));
  }

  /** K1 What a crashed node has will be seen when it is back. */
  private static String isOnBoth(Moment moment) {
    boolean isAcknowledged = moment.returns("alice").stream().anyMatch(returned -> returned.ok());
    for (String node : NODES) {
      Keeper.State state = moment.state(node, Keeper.State.class);
      if (isAcknowledged
          && !moment.situation(node).isDown()
          && !state.copies().containsKey("toy")) {
        return "K1 what is acknowledged is on the disks of w owners — but not on that of " + node;
      }
    }
    return "";
  }

  /** K1 Who begins to read after the acknowledgement sees the write. */
  private static String isRead(Moment moment) {
    for (ClientReturned write : moment.returns("alice")) {
      for (ClientCalled read : moment.calls("bob")) {
        for (ClientReturned seen : moment.returns("bob")) {
          if (write.ok()
              && read.atNanos() > write.atNanos()
              && seen.outcome().equals(Outcome.ok(null))) {
            return "K1 reads and writes are linearizable — but bob sees nothing";
          }
        }
      }
    }
    return "";
  }
}
