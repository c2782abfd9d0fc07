package dev.understudy.cluster;

import dev.understudy.cluster.trace.Recorder;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import dev.understudy.sim.Network;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Nodes and clients in one world, and the verbs to run, break and repair it. The verbs are the same
 * whether time is virtual or real.
 *
 * <p>Every verb is to be called from outside the nodes, by one thread at a time.
 */
public final class Cluster implements AutoCloseable {
  final ClusterWorld world;
  private final Recorder recorder;
  private final AtomicLong envelopes = new AtomicLong();
  final Map<String, Member> members = new LinkedHashMap<>();
  private final Map<String, Long> networkFaults = new LinkedHashMap<>(); // by what it is

  private Cluster(ClusterWorld world) {
    this.world = world;
    recorder = new Recorder(world.seed());
    world.onDrop((envelope, reason) -> recorder.add(new TraceEvent.Dropped(
        world.nowNanos(),
        envelope.id(),
        envelope.from(),
        envelope.to(),
        envelope.message(),
        reason)));
  }

  /** A cluster in virtual time, in which the seed decides everything left to chance. */
  public static Cluster simulated(long seed) {
    return new Cluster(new SimulatedWorld(seed));
  }

  /** A cluster in real time on event loops of this process. */
  public static Cluster local() {
    return new Cluster(new LocalWorld());
  }

  /** Starts members that all know each other, and waits until each has started. */
  public Cluster start(Supplier<? extends Node> factory, String... names) {
    List<Member> added =
        Arrays.stream(names).map(name -> add(name, false, factory)).toList();
    launch(added);
    return this;
  }

  /** Starts something that stands beside the members, a client or an operator, and returns it. */
  public <N extends Node> N join(String name, N node) {
    launch(List.of(add(name, true, () -> node)));
    return node;
  }

  /** The client of this name, which talks to the members; started when it is asked for first. */
  public Client client(String name) {
    Member known = members.get(name);
    return known != null && known.node instanceof Client client ? client : join(name, new Client());
  }

  /** What a node lets others know of it, now. */
  public <S extends Record> S state(String name, Class<S> type) {
    return type.cast(world.inspect(member(name).node));
  }

  /** The names of the members, in the order in which they were started. */
  public List<String> members() {
    return members.values().stream().filter(m -> !m.client).map(m -> m.name).toList();
  }

  /** The node stops at once: it forgets its fields, and what it had not flushed may be gone. */
  public void crash(String name) {
    Member member = member(name);
    if (member.crash != 0) {
      throw new IllegalStateException("'" + name + "' has crashed already: restart it first");
    }
    // Only in the trace: a node that went on now would handle what waited for it.
    member.pause = end(member.pause);
    member.slow = end(member.slow); // the next incarnation is quick
    member.crash = begin(FaultKind.CRASH, List.of(name), name);
    world.crash(name, member.node);
    member.journal.crash();
  }

  /** A crashed node starts again, with what its disk kept. */
  public void restart(String name) {
    Member member = member(name);
    if (member.crash == 0) {
      throw new IllegalStateException("'" + name + "' is running: crash it first");
    }
    if (member.client) {
      throw new IllegalStateException(
          "'" + name + "' is no member and does not come back: let another one join");
    }
    member.crash = end(member.crash);
    member.disk = end(member.disk); // what is on it now is all that there is
    launch(List.of(member));
  }

  /** The disk of a crashed node is lost, with all that was on it: it restarts with an empty one. */
  public void loseDisk(String name) {
    Member member = member(name);
    if (member.crash == 0) {
      throw new IllegalStateException("'" + name + "' is running: crash it first");
    }
    member.disk = end(member.disk);
    member.disk = begin(FaultKind.DISK, List.of(name), name + "'s disk is lost");
    member.journal = world.newJournal(name);
  }

  /** The node stands still, and does not know it, until it is resumed. */
  public void pause(String name) {
    hold(running(name));
  }

  /** The node stands still for so long. */
  public void pause(String name, Duration duration) {
    Member member = running(name);
    long pause = hold(member);
    world.after(duration, () -> release(member, pause));
  }

  /** A paused node goes on: all that became due meanwhile happens now. */
  public void resume(String name) {
    Member member = member(name);
    release(member, member.pause);
  }

  /** Returns the number of the pause that holds the node now. */
  private long hold(Member member) {
    synchronized (member) {
      if (member.pause == 0) {
        member.pause = begin(FaultKind.PAUSE, List.of(member.name), member.name);
        world.pause(member.name, member.node);
      }
      return member.pause;
    }
  }

  /** Ends this pause and no later one: a timer and a caller may want to at the same time. */
  private void release(Member member, long pause) {
    synchronized (member) {
      if (pause != 0 && member.pause == pause) {
        member.pause = end(pause);
        world.resume(member.name, member.node);
      }
    }
  }

  /** The node needs so long for every event, one after the other; zero makes it quick again. */
  public void slow(String name, Duration perEvent) {
    Member member = running(name);
    member.slow = end(member.slow);
    if (!perEvent.isZero()) {
      member.slow =
          begin(FaultKind.SLOW, List.of(name), name + " " + words(perEvent) + " an event");
    }
    member.node.slowDown(perEvent.toNanos());
  }

  /** The node's wall clock is off by so much from now on; zero sets it right again. */
  public void skew(String name, Duration by) {
    Member member = member(name);
    member.skew = end(member.skew);
    if (!by.isZero()) {
      member.skew = begin(FaultKind.SKEW, List.of(name), name + " by " + words(by));
    }
    world.skew(name, by);
  }

  /** The node reaches nobody, and nobody reaches it. */
  public void isolate(String name) {
    member(name);
    world.network().isolate(name);
    replace("alone " + name, FaultKind.PARTITION, List.of(name), name + " | everybody else");
  }

  /**
   * Only nodes of one group reach each other; who is in no group reaches everybody. A group is its
   * names with blanks between them: {@code partition("athens", "byzantium cyrene")}. Replaces an
   * earlier partition.
   */
  public void partition(String... groups) {
    List<List<String>> names =
        Arrays.stream(groups).map(group -> List.of(group.strip().split("\\s+"))).toList();
    List<String> touched = names.stream().flatMap(List::stream).toList();
    touched.forEach(this::member);
    world.network().partition(names);
    replace("partition", FaultKind.PARTITION, touched, String.join(" | ", groups));
  }

  /** Nothing that {@code from} sends reaches {@code to}; the way back stays open. */
  public void cut(String from, String to) {
    member(from);
    member(to);
    world.network().cut(from, to);
    replace(from + " -> " + to, FaultKind.CUT, List.of(from, to), from + " -> " + to);
  }

  /** Opens the way from {@code from} to {@code to} again, if it was {@link #cut}. */
  public void mend(String from, String to) {
    member(from);
    member(to);
    world.network().mend(from, to);
    endNetwork(from + " -> " + to);
  }

  /** Each message is lost with this probability; with 0 none is any more. */
  public void lose(double probability) {
    world.network().loss(probability);
    everywhere("loss", probability > 0, Math.round(probability * 100) + " % of all messages");
  }

  /** Each message arrives twice with this probability; with 0 none does any more. */
  public void duplicate(double probability) {
    world.network().duplication(probability);
    everywhere("duplication", probability > 0, Math.round(probability * 100) + " % arrive twice");
  }

  /** Whether messages of one link may overtake each other; that needs delays that vary. */
  public void reorder(boolean allowed) {
    world.network().reordering(allowed);
    everywhere("reordering", allowed, "messages may overtake each other");
  }

  /** Ends every fault of the network. */
  public void heal() {
    world.network().heal();
    List.copyOf(networkFaults.keySet()).forEach(this::endNetwork);
  }

  /** The network itself, for delays. A fault that is begun here is missing from the trace. */
  public Network network() {
    return world.network();
  }

  /**
   * Runs until the future completes and returns its result. A failure, such as a broken invariant,
   * says seed and time, and carries the {@link LastEvents} of the trace.
   */
  public <T> T await(Future<T> future) {
    return traced(() -> world.await(future));
  }

  /** Lets so much time pass: at once when simulated. */
  public void runFor(Duration duration) {
    traced(() -> {
      world.runFor(duration);
      return null;
    });
  }

  private <T> T traced(Supplier<T> running) {
    try {
      return running.get();
    } catch (RuntimeException failure) {
      failure.addSuppressed(new LastEvents(recorder.trace()));
      throw failure;
    }
  }

  /** Time since this cluster was made. */
  public Duration now() {
    return Duration.ofNanos(world.nowNanos());
  }

  /** All that happened so far. */
  public Trace trace() {
    return recorder.trace();
  }

  /** How much of what happens from now on is kept. */
  public void keep(Recorder.Keep much) {
    recorder.keep(much);
  }

  /** Ends everything; in real time, waits until all loops have stopped. */
  @Override
  public void close() {
    world.close();
  }

  private Member add(String name, boolean client, Supplier<? extends Node> factory) {
    if (name.isBlank() || !name.equals(name.strip())) {
      throw new IllegalArgumentException("a node's name must not be blank: '" + name + "'");
    }
    Member member = new Member(name, client, factory, world.newJournal(name), envelopes);
    if (members.putIfAbsent(name, member) != null) {
      throw new IllegalArgumentException("there is a '" + name + "' already");
    }
    recorder.add(new TraceEvent.Joined(world.nowNanos(), name, client));
    return member;
  }

  private void launch(List<Member> starting) {
    world.enter();
    List<Future<?>> deployed = new ArrayList<>();
    for (Member member : starting) {
      member.node = member.factory.get();
      member.incarnation++;
      member.node.prepare(setting(member));
      deployed.add(world.deploy(member.name, member.node));
    }
    world.await(Future.all(deployed));
  }

  private NodeSetting setting(Member member) {
    List<String> peers =
        members().stream().filter(name -> !name.equals(member.name)).toList();
    return new NodeSetting(
        member.name,
        member.incarnation,
        member.client,
        peers,
        world.nanosOf(member.name),
        world.wallClockOf(member.name),
        world.randomOf("node " + member.name + " " + member.incarnation),
        member.journal,
        recorder,
        world::nowNanos,
        member.envelopes,
        world::enter);
  }

  private Member member(String name) {
    Member member = members.get(name);
    if (member == null) {
      throw new IllegalArgumentException(
          "there is no '" + name + "' here, only " + String.join(", ", members.keySet()));
    }
    return member;
  }

  Node nodeOf(String name) {
    return member(name).node;
  }

  private Member running(String name) {
    Member member = member(name);
    if (member.crash != 0) {
      throw new IllegalStateException("'" + name + "' has crashed: restart it first");
    }
    return member;
  }

  private long begin(FaultKind kind, List<String> nodes, String detail) {
    world.enter();
    return recorder.begin(world.nowNanos(), kind, nodes, detail);
  }

  /** A fault of all links; of the kinds there are, loss is the nearest to all of these. */
  private void everywhere(String what, boolean begins, String detail) {
    if (begins) {
      replace(what, FaultKind.LOSS, members(), detail);
    } else {
      endNetwork(what);
    }
  }

  private void replace(String what, FaultKind kind, List<String> nodes, String detail) {
    endNetwork(what);
    networkFaults.put(what, begin(kind, nodes, detail));
  }

  private void endNetwork(String what) {
    end(networkFaults.getOrDefault(what, 0L));
    networkFaults.remove(what);
  }

  /** Returns 0, the number of no fault. */
  private long end(long fault) {
    recorder.end(world.nowNanos(), fault);
    return 0;
  }

  private static String words(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
