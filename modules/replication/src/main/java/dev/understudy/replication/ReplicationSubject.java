package dev.understudy.replication;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.trace.TraceEvent.ClientCalled;
import dev.understudy.cluster.trace.TraceEvent.ClientReturned;
import dev.understudy.explorer.Act;
import dev.understudy.explorer.Bounds;
import dev.understudy.explorer.Moment;
import dev.understudy.explorer.Subject;
import dev.understudy.replication.ReplicationMessage.Standing;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Three replicas, of which athens leads; alice writes a key, and an operator promotes somebody. In
 * whatever order that happens and whoever crashes, a leader must hold what was acknowledged.
 */
public final class ReplicationSubject {
  /** A crash and a timer; without a timer the operator never begins. */
  public static final Bounds BOUNDS = new Bounds(60, 0, 1, 1, false);

  /** Longer than it takes the first leader to be heard by all, and shorter than a heartbeat. */
  private static final Duration OPENING = Duration.ofMillis(20);

  private ReplicationSubject() {}

  /** Ours, with a quorum. */
  public static Subject quorum() {
    return of(
        "replication",
        "quorum: a leader holds every write that was acknowledged",
        () -> new Replica(Mode.QUORUM),
        Operator::new);
  }

  /**
   * Alice writes while the operator switches from QUORUM to SYNC. Nobody needs to be promoted: at every
   * moment whoever could be must hold what was acknowledged, whichever majority answers the operator.
   */
  public static Subject switching() {
    return new Subject(
        "switching",
        "another mode amid a write: whoever could lead holds what was acknowledged",
        ReplicationSubject::openSwitching,
        List.of(ReplicationSubject::onWhoCouldLead),
        new Bounds(60, 0, 0, 0, false));
  }

  private static List<Act> openSwitching(Cluster cluster) {
    cluster.start(() -> new Replica(Mode.QUORUM), "athens", "byzantium", "cyrene");
    Operator operator = cluster.join("operator", new Operator());
    Client alice = cluster.client("alice");
    cluster.runFor(OPENING);
    return List.of(
        new Act("alice", "puts toy = here", () -> alice.put("toy", "here")),
        new Act("operator", "switches to SYNC", () -> operator.switchTo(Mode.SYNC)));
  }

  /** The same story with other replicas or another operator. */
  public static Subject of(
      String name,
      String moral,
      Supplier<? extends Replica> replicas,
      Supplier<? extends Operator> operators) {
    return new Subject(
        name,
        moral,
        cluster -> open(cluster, replicas, operators),
        List.of(ReplicationSubject::onTheLeader, ReplicationSubject::onAMajority),
        BOUNDS);
  }

  private static List<Act> open(
      Cluster cluster,
      Supplier<? extends Replica> replicas,
      Supplier<? extends Operator> operators) {
    cluster.start(replicas, "athens", "byzantium", "cyrene");
    Operator operator = cluster.join("operator", operators.get());
    Client alice = cluster.client("alice");
    cluster.runFor(OPENING);
    return List.of(
        new Act("alice", "puts toy = here", () -> alice.put("toy", "here")),
        new Act("operator", "promotes", () -> operator.promoteAfter(Duration.ZERO)));
  }

  /** R1 The leader of the latest epoch that anybody knows of holds it; an earlier one need not. */
  private static String onTheLeader(Moment moment) {
    List<Request> acknowledged = acknowledged(moment);
    if (acknowledged.isEmpty()) {
      return "";
    }
    long latest = 0;
    for (String name : replicas(moment)) {
      latest = Math.max(latest, state(moment, name).epoch());
    }
    for (String name : replicas(moment)) {
      boolean leads = state(moment, name).role().equals("leader")
          && state(moment, name).epoch() == latest
          && !moment.situation(name).isDown();
      for (Request request : acknowledged) {
        if (leads && !holds(moment, name, request)) {
          return "R1 an acknowledged write is on every later leader — but " + name
              + ", leader of epoch " + latest + ", does not hold " + words(request);
        }
      }
    }
    return "";
  }

  /** R2 A majority has it. What a crashed replica has will be seen when it is back. */
  private static String onAMajority(Moment moment) {
    for (Request request : acknowledged(moment)) {
      List<String> replicas = replicas(moment);
      List<String> without = replicas.stream()
          .filter(name -> !moment.situation(name).isDown() && !holds(moment, name, request))
          .toList();
      if (replicas.size() - without.size() < replicas.size() / 2 + 1) {
        return "R2 an acknowledged write is in the logs of a majority — but not in those of "
            + String.join(" and ", without) + ": " + words(request);
      }
    }
    return "";
  }

  /** R1 Of every majority the operator could hear from, the one that it would choose holds it. */
  private static String onWhoCouldLead(Moment moment) {
    List<Request> acknowledged = acknowledged(moment);
    List<String> up = replicas(moment).stream()
        .filter(name -> !moment.situation(name).isDown())
        .toList();
    for (String absent : up) {
      List<String> answer = new ArrayList<>(up);
      if (up.size() == replicas(moment).size()) {
        answer.remove(absent);
      }
      String chosen = acknowledged.isEmpty() || answer.size() < 2 ? "" : choice(moment, answer);
      for (Request request : acknowledged) {
        if (!chosen.isEmpty() && !holds(moment, chosen, request)) {
          return "R1 whoever could be promoted holds what was acknowledged — but " + chosen
              + ", chosen of " + String.join(" and ", answer) + ", does not hold " + words(request);
        }
      }
    }
    return "";
  }

  /** Whom an operator promotes who hears from these; "" if nobody of them may lead. */
  private static String choice(Moment moment, List<String> answer) {
    SortedMap<String, Standing> standings = new TreeMap<>();
    for (String name : answer) {
      Replica.State state = state(moment, name);
      long lastEpoch =
          state.log().isEmpty() ? 0 : state.log().get(state.log().size() - 1).epoch();
      standings.put(
          name,
          new Standing(true, state.epoch(), lastEpoch, state.lastIndex(), state.configuration()));
    }
    Operator operator = new Operator();
    SortedMap<String, Standing> candidates = operator.mayLead(standings);
    return candidates.isEmpty() ? "" : operator.choice(candidates);
  }

  private static List<String> replicas(Moment moment) {
    List<String> replicas = new ArrayList<>();
    for (String name : moment.names()) {
      if (state(moment, name) != null) {
        replicas.add(name);
      }
    }
    return replicas;
  }

  private static Replica.State state(Moment moment, String name) {
    return moment.state(name, Replica.State.class);
  }

  /** What clients were told is done. */
  private static List<Request> acknowledged(Moment moment) {
    List<Request> acknowledged = new ArrayList<>();
    for (String client : moment.names()) {
      for (ClientReturned returned : moment.returns(client)) {
        for (ClientCalled called : moment.calls(client)) {
          if (returned.ok() && called.call() == returned.call()) {
            acknowledged.add(new Request(client, called.call(), (Command) called.operation()));
          }
        }
      }
    }
    return acknowledged;
  }

  private static boolean holds(Moment moment, String name, Request request) {
    return state(moment, name).log().stream().anyMatch(entry -> request.equals(entry.request()));
  }

  private static String words(Request request) {
    return request.client() + "'s " + request.command();
  }
}
