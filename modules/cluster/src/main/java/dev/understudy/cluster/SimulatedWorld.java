package dev.understudy.cluster;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.sim.Network;
import dev.understudy.sim.RandomStream;
import dev.understudy.sim.World;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Virtual time: everything is decided by the seed, and a minute passes in a moment. */
final class SimulatedWorld implements ClusterWorld {
  /** One for all worlds: to look at a type costs more than to write a hundred records of it. */
  private static final RecordCodec CODEC = new RecordCodec();

  final World world;
  final Map<String, NodeDisk> disks = new TreeMap<>();

  /** Who moves everything by hand; null while it moves by itself. */
  Steps steps;

  SimulatedWorld(long seed) {
    world = World.fromSeed(seed);
    world.vertx().eventBus().registerDefaultCodec(Envelope.class, new EnvelopeCodec());
  }

  @Override
  public long nowNanos() {
    return world.nowNanos();
  }

  @Override
  public long seed() {
    return world.seed();
  }

  @Override
  public void enter() {
    world.vertx();
  }

  @Override
  public Network network() {
    return world.network();
  }

  @Override
  public void onDrop(DropListener listener) {
    world.onDrop((from, to, body, reason) -> {
      if (body instanceof Envelope envelope) {
        listener.dropped(envelope, reason);
      }
    });
  }

  @Override
  public LongSupplier nanosOf(String node) {
    return () -> world.node(node).now().toNanos();
  }

  @Override
  public Clock wallClockOf(String node) {
    return world.node(node).wallClock();
  }

  @Override
  public RandomGenerator randomOf(String purpose) {
    return world.random(purpose);
  }

  @Override
  public Journal newJournal(String node) {
    RandomStream random = world.random("disk of " + node);
    NodeDisk disk = new NodeDisk(random, world.random("rot of " + node), sync(node));
    disks.put(node, disk);
    return new WalJournal(disk.disk(), CODEC, disk::crash);
  }

  private LongFunction<Future<Void>> sync(String node) {
    return millis -> steps == null
        ? world.vertx().timer(millis, TimeUnit.MILLISECONDS).mapEmpty()
        : steps.flushing(node, world.vertx().getOrCreateContext());
  }

  @Override
  public Future<?> deploy(String name, Node node) {
    if (steps != null) {
      steps.starts(name);
    }
    return world.node(name).deploying(node, new DeploymentOptions());
  }

  @Override
  public void launched(Future<?> deployment, Consumer<Throwable> onFailure) {
    deployment.onFailure(onFailure::accept);
  }

  @Override
  public void check(Fault fault) {}

  @Override
  public void crash(String name, Node node) {
    node.life.cutOff();
    world.node(name).crash();
  }

  @Override
  public void pause(String name, Node node) {
    world.node(name).pause();
  }

  @Override
  public void resume(String name, Node node) {
    world.node(name).resume();
  }

  @Override
  public Record inspect(Node node) {
    return node.state();
  }

  @Override
  public void skew(String name, Duration by) {
    world.node(name).skew(by);
  }

  @Override
  public NodeDisk disk(String name) {
    return disks.get(name);
  }

  @Override
  public void drift(String name, double rate) {
    world.node(name).drift(rate);
  }

  @Override
  public Runnable overload(String name, int eventsPerSecond, Duration perEvent) {
    return world.node(name).overload(eventsPerSecond, perEvent);
  }

  @Override
  public void after(Duration delay, Runnable action) {
    world.vertx().setTimer(Math.max(1, delay.toMillis()), id -> action.run());
  }

  @Override
  public <T> T await(Future<T> future) {
    return steps == null ? world.await(future) : steps.await(future);
  }

  @Override
  public void runFor(Duration duration) {
    if (steps != null) {
      throw new IllegalStateException("nothing happens by itself here: move it by its steps");
    }
    world.runFor(duration);
  }

  @Override
  public void close() {
    world.close();
  }
}
