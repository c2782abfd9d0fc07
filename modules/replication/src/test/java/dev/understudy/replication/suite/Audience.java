package dev.understudy.replication.suite;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.replication.Mode;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.Configure;
import dev.understudy.replication.ReplicationMessage.Configured;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.Written;
import dev.understudy.replication.SemiSync;
import dev.understudy.replication.suite.AcknowledgementSuite.View;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A leader on trial, athens, among followers, a client and an operator that only say what they are told. */
final class Audience {
  private static final String LEADER = "athens";
  private static final String CLIENT = "alice";
  private static final String OPERATOR = "operator";
  private static final List<String> FOLLOWERS = List.of("byzantium", "cyrene", "delphi", "ephesus");
  private static final Duration A_MOMENT = Duration.ofMillis(20);

  private final Cluster cluster;
  private final AcknowledgementSuite suite;
  private final Map<String, Listener> listeners = new LinkedHashMap<>();
  private final List<String> followers;
  private long orders;

  /** A leader in this mode, of so many followers. */
  Audience(Cluster cluster, AcknowledgementSuite suite, Mode mode, SemiSync semiSync, int many) {
    this.cluster = cluster;
    this.suite = suite;
    followers = FOLLOWERS.subList(0, many);
    for (String name : followers) {
      Listener listener = new Listener();
      listeners.put(name, listener);
      cluster.start(() -> listener, name);
    }
    cluster.start(() -> suite.replica(mode, semiSync), LEADER);
    for (String name : List.of(CLIENT, OPERATOR)) {
      listeners.put(name, cluster.join(name, new Listener()));
    }
    wait(A_MOMENT);
  }

  /** Alice asks for this write. */
  void asks(int number) {
    say(CLIENT, List.of(new Request(CLIENT, number, new Command.Put("toy/" + number, "here"))));
  }

  /** Up to here the leader has entries. */
  long end() {
    return suite.logOf(cluster, LEADER).size();
  }

  /** This follower says that it has the leader's entries up to here, though not on its disk. */
  void written(String follower, long index) {
    say(follower, List.of(new Written(epoch(), index)));
  }

  /** This follower says that its disk holds the leader's entries up to here. */
  void flushed(String follower, long index) {
    say(follower, List.of(new Flushed(epoch(), index)));
  }

  /** The operator removes all others from those in sync; who hears of it says so. */
  void inSyncAre(String... members) {
    say(OPERATOR, suite.removal(++orders, List.of(members)));
    for (String follower : followers) {
      say(
          follower,
          heardBy(follower).stream()
              .filter(Configure.class::isInstance)
              .map(message -> ((Configure) message).configuration())
              .map(heard -> new Configured(heard.epoch(), heard.version()))
              .toList());
    }
  }

  /** The numbers of the writes that alice was told are done, as she was told. */
  List<Long> told() {
    return heardBy(CLIENT).stream()
        .filter(Done.class::isInstance)
        .map(message -> ((Done) message).sequence())
        .toList();
  }

  /** Alice was told of so many of her writes, for this reason. */
  void expectTold(int many, String invariant, String because) {
    long told = told().stream().distinct().count();
    unless(
        told == many,
        invariant,
        () ->
            because + ", and alice was told that " + told + " of her writes are done, not " + many);
  }

  /** The leader goes on alone, or does not, for this reason. */
  void expectAlone(boolean isAlone, String invariant, String because) {
    expectAlone(suite.viewOf(cluster, LEADER), isAlone, invariant, because);
  }

  static void expectAlone(View leader, boolean isAlone, String invariant, String because) {
    unless(
        leader.isAlone() == isAlone,
        invariant,
        () -> because + ", and its state says " + (leader.isAlone() ? "alone" : "not alone"));
  }

  /** A remark of the leader has this word. */
  void expectSaid(String word) {
    boolean isSaid = cluster.trace().events().stream()
        .anyMatch(event -> event instanceof TraceEvent.Noted noted
            && noted.node().equals(LEADER)
            && noted.remark().contains(word));
    unless(
        isSaid,
        Acknowledged.SAID,
        () -> "no remark of " + LEADER + " in the trace has the word \"" + word + "\"");
  }

  /** Cyrene is in sync, or is not, for this reason. */
  void expectInSync(boolean isInSync, String because) {
    List<String> inSync = suite.viewOf(cluster, LEADER).inSync();
    unless(
        inSync.contains("cyrene") == isInSync,
        Acknowledged.CAUGHT_UP,
        () -> "in sync are " + inSync + ", and of cyrene is to be said: " + because);
  }

  void wait(Duration time) {
    cluster.runFor(time);
  }

  /** The epoch of the leader, as it says. */
  private long epoch() {
    return followers.stream()
        .flatMap(follower -> heardBy(follower).stream())
        .filter(Append.class::isInstance)
        .mapToLong(message -> ((Append) message).epoch())
        .max()
        .orElse(1);
  }

  private List<Object> heardBy(String name) {
    return cluster.state(name, Listener.State.class).heard();
  }

  private void say(String name, List<? extends Record> messages) {
    cluster.await(listeners.get(name).say(LEADER, messages));
    wait(A_MOMENT);
  }
}
