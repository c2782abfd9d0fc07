package dev.understudy.replication.suite;

import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Node;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** One class on trial, alone among members that only say what they are told. */
final class Rehearsal {
  private final Cluster cluster;
  private final String onTrial;
  private final Listener voice;

  private Rehearsal(Cluster cluster, String onTrial, Listener voice) {
    this.cluster = cluster;
    this.onTrial = onTrial;
    this.voice = voice;
  }

  /** Athens leads, being the first by name; its followers byzantium and cyrene only listen. */
  static Rehearsal ofLeader(Cluster cluster, Supplier<Node> leader) {
    Listener byzantium = new Listener();
    cluster.start(() -> byzantium, "byzantium");
    cluster.start(Listener::new, "cyrene");
    cluster.start(leader, "athens");
    return new Rehearsal(cluster, "athens", byzantium);
  }

  /** Byzantium follows athens, which says what it is told. */
  static Rehearsal ofFollower(Cluster cluster, Supplier<Node> follower) {
    Listener athens = new Listener();
    cluster.start(() -> athens, "athens");
    cluster.start(follower, "byzantium");
    return new Rehearsal(cluster, "byzantium", athens);
  }

  /** Says this to the class on trial, waits a little, and returns what was heard since. */
  List<Object> tell(Record... messages) {
    return tell(List.of(messages));
  }

  List<Object> tell(List<? extends Record> messages) {
    int before = voice.state().heard().size();
    cluster.await(voice.say(onTrial, messages));
    cluster.runFor(Duration.ofMillis(20));
    List<Object> heard = voice.state().heard();
    return heard.subList(before, heard.size());
  }

  /** Asks for so many writes at once, as a client called byzantium. */
  List<Object> write(int many) {
    return tell(requests(many));
  }

  /** What {@link #write} asks for. */
  static List<Request> requests(int many) {
    return IntStream.rangeClosed(1, many)
        .mapToObj(i -> new Request("byzantium", i, new Command.Put("toy/" + i, "here")))
        .toList();
  }

  /** The messages with entries that a listener has heard so far. */
  List<Append> appendsHeardBy(String listener) {
    return appends(cluster.state(listener, Listener.State.class).heard());
  }

  static List<Append> appends(List<Object> heard) {
    return heard.stream()
        .filter(Append.class::isInstance)
        .map(Append.class::cast)
        .filter(append -> !append.entries().isEmpty())
        .toList();
  }
}
