package dev.understudy.replication.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.checker.Operation;
import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.Position;
import dev.understudy.replication.reads.Reader;
import dev.understudy.replication.reads.Reading;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Somebody with a client to write and a reader to read, who tells the reader what was written. */
final class Person {
  static final String KEY = "diary";
  static final String SEEN =
      "V1 a reader finds what it has seen and was told of, or hears that it is lost";

  private static final String FRESH =
      "V2 what was acknowledged longer ago than the age of an answer, and must stay, is in it";

  /** A read that was answered: when it was asked for, and what its person had been told by then. */
  record Look(Duration asked, Reading reading, String before, List<String> own) {
    /** What was read; "" if nothing was there. */
    String value() {
      return reading.value() == null ? "" : reading.value();
    }

    /** V1: it holds what this person had read before, and what the reader was told of. */
    void checkSeen(String who) {
      unless(
          value().startsWith(before), SEEN, () -> who + " read " + before + " and then " + reading);
      for (String token : own) {
        unless(
            value().contains(token),
            SEEN,
            () -> who + " had appended " + token + " but read " + reading);
      }
    }

    /** V2: it holds these tokens, if it has an age and they were acknowledged earlier than that. */
    void checkFresh(String who, Map<String, Duration> acknowledged) {
      if (reading.age() == null) {
        return;
      }
      Duration since = asked.minus(reading.age());
      acknowledged.forEach((token, at) -> unless(
          at.compareTo(since) >= 0 || value().contains(token),
          FRESH,
          () -> token + " was acknowledged at " + at + ", but " + who + " read, at " + asked + ", "
              + reading));
    }
  }

  final String name;
  final List<String> replicas;
  private final Cluster cluster;
  private final Client client;
  private final Reader reader;
  private final List<Operation<Command, String>> operations = new ArrayList<>();
  private final List<Look> looks = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<Future<?>> underWay = new ArrayList<>();
  private final List<String> own = new ArrayList<>(); // what the reader was told of
  private String last = ""; // what was read last
  private int asked;
  private int handedOut;

  /** Somebody who reads at these replicas. */
  Person(Cluster cluster, String name, List<String> replicas) {
    this.cluster = cluster;
    this.name = name;
    this.replicas = replicas;
    client = cluster.client(name);
    reader = cluster.join(readerOf(name), new Reader(replicas.toArray(String[]::new)));
  }

  static String readerOf(String name) {
    return name + "-reads";
  }

  /** What this person did and knows the end of, a write being done when the reader was told of it. */
  List<Operation<Command, String>> operations() {
    return operations;
  }

  /** What was read, in order. */
  List<Look> looks() {
    return looks;
  }

  /** What was read since this was asked for last. */
  List<Look> newLooks() {
    List<Look> fresh = List.copyOf(looks.subList(handedOut, looks.size()));
    handedOut = looks.size();
    return fresh;
  }

  /** Why reads failed. */
  List<String> refusals() {
    return refusals;
  }

  boolean isDone() {
    return underWay.stream().allMatch(Future::isComplete);
  }

  /** Appends a token, with this wish or "", and tells the reader when it is acknowledged. */
  Future<Outcome<String>> append(String token, String wish) {
    Duration called = cluster.now();
    Future<Outcome<String>> append = client.execute(new Command.Append(KEY, token), wish);
    underWay.add(append.compose(outcome -> outcome.isOk()
        ? client.position().compose(position -> tell(token, called, position))
        : Future.succeededFuture()));
    return append;
  }

  private Future<Void> tell(String token, Duration called, Position position) {
    return reader.saw(position).onSuccess(told -> {
      own.add(token);
      add(new Command.Put(KEY, token), token, called);
    });
  }

  /** Reads, unless a read is under way. */
  void read(Duration mostAge) {
    if (looks.size() + refusals.size() < asked) {
      return;
    }
    asked++;
    Duration called = cluster.now();
    String before = last;
    List<String> known = List.copyOf(own);
    underWay.add((mostAge == null ? reader.read(KEY) : reader.read(KEY, mostAge))
        .onSuccess(outcome -> {
          if (outcome instanceof Outcome.Ok<Reading> ok) {
            Reading reading = ok.value();
            last = reading.value() == null ? "" : reading.value();
            looks.add(new Look(called, reading, before, known));
            add(new Command.Get(KEY), lastToken(last), called);
          } else {
            refuse(((Outcome.Fail<Reading>) outcome).reason());
          }
        }));
  }

  /** Whoever is told that something is lost begins anew. */
  private void refuse(String reason) {
    refusals.add(reason);
    if (reason.startsWith("lost")) {
      own.clear();
      last = "";
    }
  }

  private void add(Command command, String result, Duration called) {
    operations.add(new Operation<>(
        name, operations.size() + 1, command, Outcome.ok(result), called, cluster.now()));
  }

  private static String lastToken(String value) {
    return value.isEmpty() ? null : value.substring(value.lastIndexOf('<'));
  }
}
