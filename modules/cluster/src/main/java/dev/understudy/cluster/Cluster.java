package dev.understudy.cluster;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.cluster.trace.Recorder;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.sim.Network;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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
  final Members members;
  private final Faults faults;

  private Cluster(ClusterWorld world) {
    this.world = world;
    recorder = new Recorder(world.seed());
    members = new Members(world, recorder);
    faults = new Faults(world, recorder, members);
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

  /**
   * The same with real disks: each node has its journal in a folder of its name below this one, and
   * waits for the machine to sync it. A crash there is that of a process: what was written stays.
   *
   * @param folder is made if it is absent
   * @throws IllegalArgumentException if there is something in the folder, such as another cluster, or
   *     it cannot be made or written to
   */
  public static Cluster local(Path folder) {
    return new Cluster(new LocalWorld(LocalFolders.ofCluster(folder)));
  }

  /** Starts members that all know each other, and waits until each has started. */
  public Cluster start(Supplier<? extends Node> factory, String... names) {
    return launch(Member.Part.MEMBER, factory, names);
  }

  /**
   * Starts nodes that belong to the cluster and are no members: they know the members, who do not know
   * them and do not count them. In all else they are nodes as members are; one that has crashed
   * restarts.
   */
  public Cluster attach(Supplier<? extends Node> factory, String... names) {
    return launch(Member.Part.ATTACHED, factory, names);
  }

  private Cluster launch(Member.Part part, Supplier<? extends Node> factory, String... names) {
    List<Member> added =
        Arrays.stream(names).map(name -> members.add(name, part, factory)).toList();
    members.launch(added);
    return this;
  }

  /** Starts something that stands beside the members, a client or an operator, and returns it. */
  public <N extends Node> N join(String name, N node) {
    members.launch(List.of(members.add(name, Member.Part.CLIENT, () -> node)));
    return node;
  }

  /** The client of this name, which talks to the members; started when it is asked for first. */
  public Client client(String name) {
    Member known = members.find(name);
    return known != null && known.node instanceof Client client ? client : join(name, new Client());
  }

  /**
   * What a node lets others know of it, now; of a crashed one, what it was in at last.
   *
   * @throws IllegalStateException if it has not started yet
   */
  public <S extends Record> S state(String name, Class<S> type) {
    Node node = members.get(name).node;
    if (!node.life.hasStarted()) {
      throw new IllegalStateException("'"
          + name
          + "' has not started, so it has no state: let time pass until isRunning(\""
          + name
          + "\")");
    }
    return type.cast(world.inspect(node));
  }

  /** The names of the members, in the order in which they were started. */
  public List<String> members() {
    return members.names();
  }

  /**
   * Begins a fault and returns its number, as in the trace; 0 if it touches nothing, as the crash of a
   * crashed node does. No time passes, and no order of begins and ends is wrong. Faults add up: each
   * lasts until it is ended, also beside others of its kind.
   *
   * @throws IllegalArgumentException if it names nodes that are not here, or needs another world
   */
  public long begin(Fault fault) {
    return faults.begin(fault);
  }

  /**
   * Ends the fault of this number and no other; no effect if it has ended. A node that restarts does
   * so while time passes.
   */
  public void end(long fault) {
    faults.end(fault);
  }

  /** Ends every fault of the network. */
  public void heal() {
    faults.heal();
  }

  /** False while a node is down or starting, and after it has stopped itself because of its disk. */
  public boolean isRunning(String name) {
    Member member = members.get(name);
    return !member.hasCrashed() && !member.node.life.isCutOff() && member.node.life.hasStarted();
  }

  /** The node stops at once: it forgets its fields, and what it had not flushed may be gone. */
  public void crash(String name) {
    if (members.get(name).hasCrashed()) {
      throw new IllegalStateException("'" + name + "' has crashed already: restart it first");
    }
    begin(new Fault.Crash(name, null));
  }

  /** A crashed node starts again, with what its disk kept. */
  public void restart(String name) {
    Member member = members.crashed(name);
    if (member.client) {
      throw new IllegalStateException(
          "'" + name + "' is no member and does not come back: let another one join");
    }
    faults.endCrash(member);
    members.launch(List.of(member));
  }

  /** The disk of a crashed node is lost, with all that was on it: it restarts with an empty one. */
  public void loseDisk(String name) {
    members.crashed(name);
    faults.replace(name + "'s disk", new Fault.DiskLost(name));
  }

  /**
   * What this node has given up and set aside for its operator, a file each, in the order of their
   * names; to be read while the node has no flush under way, or after {@link #runFor}.
   */
  public List<SetAside> setAside(String name) {
    return members.get(name).journal.setAside();
  }

  /** The node stands still, and does not know it, until it is resumed. */
  public void pause(String name) {
    hold(name);
  }

  /** The node stands still for so long. */
  public void pause(String name, Duration duration) {
    long pause = hold(name);
    world.after(duration, () -> end(pause));
  }

  /** A paused node goes on: all that became due meanwhile happens now. */
  public void resume(String name) {
    members.get(name);
    faults.pausesOf(name).forEach(this::end);
  }

  /** Returns the number of the pause that holds the node now. */
  private long hold(String name) {
    members.running(name);
    long pause = faults.pauseOf(name);
    return pause != 0 ? pause : begin(new Fault.Pause(name));
  }

  /** The node needs so long for every event, one after the other; zero makes it quick again. */
  public void slow(String name, Duration perEvent) {
    members.running(name);
    set("slow " + name, !perEvent.isZero(), () -> new Fault.Slow(name, perEvent));
  }

  /** The node's wall clock is off by so much from now on; zero sets it right again. */
  public void skew(String name, Duration by) {
    members.get(name);
    set("skew " + name, !by.isZero(), () -> new Fault.Skew(name, by));
  }

  /** The node reaches nobody, and nobody reaches it. */
  public void isolate(String name) {
    faults.replace("alone " + name, new Fault.Isolate(name));
  }

  /**
   * Only nodes of one group reach each other; who is in no group reaches everybody. A group is its
   * names with blanks between them: {@code partition("athens", "byzantium cyrene")}. Replaces an
   * earlier partition that was made by this verb.
   */
  public void partition(String... groups) {
    List<List<String>> names =
        Arrays.stream(groups).map(group -> List.of(group.strip().split("\\s+"))).toList();
    faults.replace("partition", new Fault.Partition(names));
  }

  /** Nothing that {@code from} sends reaches {@code to}; the way back stays open. */
  public void cut(String from, String to) {
    faults.replace(from + " -> " + to, new Fault.OneWay(List.of(from), List.of(to)));
  }

  /** Opens the way from {@code from} to {@code to} again, if it was {@link #cut}. */
  public void mend(String from, String to) {
    members.get(from);
    members.get(to);
    faults.end(from + " -> " + to);
  }

  /** Each message is lost with this probability; with 0 none is any more. */
  public void lose(double probability) {
    set("loss", probability != 0, () -> new Fault.Loss(Traffic.ALL, probability));
  }

  /** Each message arrives twice with this probability; with 0 none does any more. */
  public void duplicate(double probability) {
    set("duplication", probability != 0, () -> new Fault.Duplication(Traffic.ALL, probability));
  }

  /** Whether messages of one link may overtake each other; that needs delays that vary. */
  public void reorder(boolean allowed) {
    set("reordering", allowed, () -> new Fault.Reordering(Traffic.ALL));
  }

  private void set(String what, boolean begins, Supplier<Fault> fault) {
    if (begins) {
      faults.replace(what, fault.get());
    } else {
      faults.end(what);
    }
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

  Node nodeOf(String name) {
    return members.get(name).node;
  }
}
