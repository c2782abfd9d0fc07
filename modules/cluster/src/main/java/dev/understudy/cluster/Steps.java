package dev.understudy.cluster;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.sim.Hold;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A simulated cluster that is moved by hand, one step at a time: a message arrives, a disk finishes,
 * a timer fires, a node crashes or starts, somebody from outside does something. Between two steps
 * everything stands still. A step ends when the node it is about can do nothing more without a
 * further one; it is one turn of that node, which flushes at most once.
 *
 * <p>Each node numbers its own messages, so that what a node does depends on its own steps alone, and
 * not on what others did in between.
 *
 * <p>A step throws the {@code SimulationFailure} of the node that fails in it; who sends to a name
 * that nobody has fails.
 */
public final class Steps {
  private static final long IDS_OF_A_NODE = 1_000_000;

  private final Cluster cluster;
  private final SimulatedWorld world;
  private final Hold hold;
  private final Map<String, Runnable> flushes = new TreeMap<>(); // what ends each one under way
  private String starting = "";

  private Steps(Cluster cluster, SimulatedWorld world) {
    this.cluster = cluster;
    this.world = world;
    hold = Hold.of(world.world);
    world.world.vertx().eventBus().addOutboundInterceptor(this::refuseToNobody);
  }

  /**
   * From now on, and for good, this cluster is moved by these steps.
   *
   * @throws IllegalStateException if the cluster is not simulated, or a message is under way or a
   *     disk at work
   */
  public static Steps of(Cluster cluster) {
    if (!(cluster.world instanceof SimulatedWorld world)) {
      throw new IllegalStateException(
          "only a simulated cluster is moved step by step: make it by Cluster.simulated");
    }
    Steps steps = new Steps(cluster, world);
    world.steps = steps;
    long first = IDS_OF_A_NODE;
    for (Member member : cluster.members.all()) {
      member.ids = MessageIds.apart(first, IDS_OF_A_NODE / 2);
      member.node.outbox.countOn(member.ids);
      first += IDS_OF_A_NODE;
    }
    return steps;
  }

  /** Elsewhere such a message is lost; who looks at everything must hear of the wrong name. */
  private void refuseToNobody(DeliveryContext<Object> delivery) {
    if (delivery.body() instanceof Envelope envelope
        && cluster.members.find(envelope.to()) == null) {
      throw new IllegalStateException("'" + envelope.from() + "' sends " + envelope.message()
          + " to '" + envelope.to() + "', who is not there, only " + String.join(", ", names()));
    }
    delivery.next();
  }

  /** All who take part, in the order in which they came: members, clients, operators. */
  public List<String> names() {
    return cluster.members.all().stream().map(member -> member.name).toList();
  }

  /** The messages that have neither arrived nor been lost, in the order in which they were sent. */
  public List<Envelope> underWay() {
    return hold.messages().stream().map(message -> (Envelope) message.body()).toList();
  }

  /** This message, which is under way, arrives and is handled. */
  public void deliver(Envelope envelope) {
    held(envelope).handOver();
    turn(envelope.to());
  }

  /** This message, which is under way, is lost. */
  public void lose(Envelope envelope) {
    held(envelope).lose("loss");
  }

  /** A message comes and is handled of which nobody here knows who has sent it. */
  public void receive(Envelope envelope) {
    world.enter();
    world.world.vertx().eventBus().send(Node.address(envelope.to()), envelope);
    turn(envelope.to());
  }

  /** True while what this node has written is not on its disk. */
  public boolean isFlushing(String name) {
    return flushes.containsKey(name);
  }

  /** The disk of this node, which is flushing, has finished; the node says what waited for that. */
  public void finishFlush(String name) {
    while (flushes.containsKey(name)) { // a new file takes a sync of the directory too
      flushes.remove(name).run();
      turn(name);
    }
  }

  /** The node crashes; what its disk had not finished is lost as this says. */
  public void crash(String name, UnsyncedLoss unsynced) {
    flushes.remove(name);
    cluster.begin(new Fault.Crash(name, unsynced));
  }

  /** The node starts again; that is one step with all that its disk has to do for it. */
  public void restart(String name) {
    cluster.restart(name);
  }

  /** Time goes on to this instant, if that is not past, and this node's timers that are due fire. */
  public void fire(String name, Duration instant) {
    hold.passTo(instant);
    turn(name);
  }

  /** Somebody from outside does something at this node: a client is asked for an operation. */
  public void act(String name, Runnable action) {
    action.run();
    turn(name);
  }

  /** Time goes on to this instant, if that is not past, and nobody does anything. */
  public void passTo(Duration instant) {
    hold.passTo(instant);
  }

  /** What this node goes on from. */
  public Situation situation(String name) {
    Member member = cluster.members.get(name);
    Node node = member.node;
    return new Situation(
        node.state(),
        member.incarnation,
        member.crash != 0,
        isFlushing(name),
        member.ids.asked().get(),
        node.asked.values().stream().map(Node.Question::envelope).toList(),
        node.outbox.envelopes(),
        node.timers.due(),
        content(name));
  }

  private List<Buffer> content(String name) {
    SimulatedDisk disk = world.disks.get(name).disk();
    List<Buffer> files = new ArrayList<>();
    for (String file : disk.list()) {
      DiskFile open = disk.open(file);
      files.add(open.read(0, Math.toIntExact(open.size())));
    }
    return files;
  }

  private Hold.Message held(Envelope envelope) {
    return hold.messages().stream()
        .filter(message -> message.body() == envelope)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not under way: " + envelope));
  }

  private void turn(String name) {
    hold.turn(world.world.node(name));
  }

  /** A disk has begun to work: it finishes when it is told to, on the loop of its node. */
  Future<Void> flushing(String name, Context context) {
    Promise<Void> finished = Promise.promise();
    Runnable finish = () -> context.runOnContext(now -> finished.complete());
    flushes.merge(name, finish, (one, other) -> () -> {
      one.run();
      other.run();
    });
    return finished.future();
  }

  void starts(String name) {
    starting = name;
  }

  /** Waits for a start, the only thing for which a cluster that is moved by hand is waited for. */
  <T> T await(Future<T> started) {
    turn(starting);
    finishFlush(starting);
    if (!started.succeeded()) {
      throw new IllegalStateException("'" + starting + "' did not start", started.cause());
    }
    return started.result();
  }
}
