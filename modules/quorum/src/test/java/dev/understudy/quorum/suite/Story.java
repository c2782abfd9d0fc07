package dev.understudy.quorum.suite;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.fault.Fault.Delay;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.quorum.Change.Copy;
import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.QuorumMessage.Store;
import dev.understudy.quorum.Ring;
import dev.understudy.quorum.Scripted;
import dev.understudy.quorum.Version;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Some nodes on trial, clients of one of them each, and somebody who plants copies and asks by hand. */
final class Story {
  static final String KEY = "toy";
  private static final String[] NODES = {"athens", "byzantium", "cyrene", "delphi"};
  private static final Duration LONG = Duration.ofSeconds(3);
  private static final Duration A_MOMENT = Duration.ofMillis(50);

  private final Cluster cluster;
  private final Scripted tester;

  /** So many nodes. */
  Story(Cluster cluster, Supplier<? extends Node> keeper, int nodes) {
    this.cluster = cluster;
    cluster.start(keeper, List.of(NODES).subList(0, nodes).toArray(String[]::new));
    tester = cluster.join("tester", new Scripted());
    wait(A_MOMENT);
  }

  /** The owners of the key, then those that are none. */
  List<String> ring() {
    return new Ring(cluster.members()).from(KEY);
  }

  /** The disk of this node comes to hold the value that the nth write left; null: it deleted the key. */
  void plant(String node, String value, long nth) {
    say(node, new Store(new Copy(KEY, value, new Version(nth, "planter", nth), 0), ""));
  }

  /** A client asks this node by hand, and for nothing more. */
  void asks(String node, String client, long sequence, Command command) {
    say(node, new Request(client, sequence, command));
  }

  /** How many requests that were made by hand have been answered. */
  long answers() {
    return cluster.state("tester", Scripted.State.class).heard().stream()
        .filter(Done.class::isInstance)
        .count();
  }

  /** A client of this one node. */
  Client client(String name, String node) {
    return cluster.join(name, new Client(node));
  }

  /** What a new client of this node reads, which is to be answered. */
  String read(String name, String node) {
    Outcome<String> outcome = cluster.await(client(name, node).get(KEY));
    unless(
        outcome.isOk(), Promises.LIVE, () -> name + " reads at " + node + ", and it is " + outcome);
    return ((Outcome.Ok<String>) outcome).value();
  }

  /** A new client of this node reads this value, for this reason. */
  void expectRead(String value, String name, String node, String invariant, String because) {
    String read = read(name, node);
    unless(
        Objects.equals(value, read),
        invariant,
        () -> because + ", and " + name + " reads " + read + " at " + node);
  }

  /** A new client of this node writes, which is to be answered. */
  void write(String name, String node, String value) {
    Outcome<String> outcome = cluster.await(client(name, node).put(KEY, value));
    unless(
        outcome.isOk(),
        Promises.LIVE,
        () -> name + " writes at " + node + ", and it is " + outcome);
    unless(
        outcome.equals(Outcome.ok(null)),
        Promises.NO_RESULT,
        () -> name + " writes at " + node + ", and is told " + outcome);
  }

  /** How many nodes hold this value. */
  long holders(String value) {
    return cluster.members().stream()
        .filter(cluster::isRunning)
        .map(this::copy)
        .filter(copy -> copy != null && value.equals(copy.value()))
        .count();
  }

  /** This value was acknowledged, and so many disks must have it. */
  void expectHolders(String value, int many) {
    unless(
        holders(value) >= many,
        Promises.ON_W,
        () -> value + " was acknowledged, and " + holders(value) + " disks have it, not " + many);
  }

  /** So many requests that were made by hand are answered soon. */
  void expectAnswers(long many) {
    wait(LONG); // who meets another attempt goes back, and comes again
    unless(
        answers() >= many,
        Promises.LIVE,
        () -> many + " times it was asked, and " + answers() + " times answered");
  }

  /** The versions of the key that nodes hold, each once. */
  List<Version> versions() {
    return cluster.members().stream()
        .map(this::copy)
        .filter(copy -> copy != null)
        .map(Copy::version)
        .distinct()
        .toList();
  }

  /** Those of them that writes of this client have. */
  List<Version> versionsOf(String client) {
    return versions().stream()
        .filter(version -> version.client().equals(client))
        .toList();
  }

  private Copy copy(String node) {
    return cluster.state(node, Keeper.State.class).copies().get(KEY);
  }

  /** From now on what this node says comes late. */
  void late(String node) {
    Duration least = Duration.ofMillis(50);
    cluster.begin(new Delay(new Traffic(node, "", ""), least, least.plusMillis(10), 0));
  }

  void wait(Duration time) {
    cluster.runFor(time);
  }

  private void say(String node, Record message) {
    Future<Void> said = tester.say(node, message);
    cluster.await(said);
    wait(A_MOMENT);
  }
}
