package dev.understudy.sim;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A Vertx in virtual time: its event loops are turned by hand, one task at a time, in an order drawn
 * from a seed; when no loop has work, time jumps to the next timer.
 *
 * <p>A world belongs to the thread that last called one of its methods. Code of a verticle runs
 * inside {@link #runFor}, {@link #runUntilIdle} and {@link #await} only. An exception that a
 * verticle does not handle ends that call with a {@link SimulationFailure}; so does an interrupt of
 * the calling thread, whose interrupt flag stays set.
 */
public final class World implements AutoCloseable {
  /**
   * Hears of every message to another node that will not be handled: the network lost it, its
   * receiver had crashed or crashed before it was handled, or its sender crashed before it was on
   * the wire. What a node sent to itself dies with it unheard. Of a second copy the sender's name is
   * empty.
   */
  @FunctionalInterface
  public interface DropListener {
    /** Node {@code to} will not get {@code body} from node {@code from}, and why. */
    void dropped(String from, String to, Object body, String reason);
  }

  /** So long does {@link #await} wait in virtual time before it gives up. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  /** What the event bus hands to a loop passes here. */
  final Gate gate = new Gate();

  private final long seed;
  private final Turning turning;
  private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();
  private final TurnedLoops group;

  /** Where code runs that is called from outside any node, a test for example. */
  final TurnedLoop outside;

  private final AddressBook addresses;
  private final Network network;
  final NetworkInterceptor interceptor;
  private final Vertx vertx;

  private volatile Thread owner = Thread.currentThread();
  private volatile Throwable failure;
  private TurnedLoop target;
  private boolean running;
  private boolean closed;

  private World(long seed) {
    this.seed = seed;
    turning = new Turning(seed, this::fail);
    group = new TurnedLoops(turning.loops(), this::placement);
    outside = addLoop("outside");
    TurnedLoop wire = addLoop("wire");
    network = new Network(random("network"), this::nowNanos);
    network.latency(Duration.ofNanos(500_000), Duration.ofMillis(2));
    addresses = new AddressBook(this::placement);
    vertx = VertxInternals.vertxOn(group, addresses, gate);
    vertx.exceptionHandler(this::fail);
    vertx.getOrCreateContext(); // Vert.x remembers the first loop it takes for outside callers
    interceptor = new NetworkInterceptor(this, vertx, network, addresses, wire);
  }

  /** A new world in which the seed decides everything that is left to chance. */
  public static World fromSeed(long seed) {
    return new World(seed);
  }

  /** The Vertx of this world. */
  public Vertx vertx() {
    enter();
    return vertx;
  }

  /** The node with this name; made when it is asked for the first time. */
  public SimulatedNode node(String name) {
    enter();
    return nodes.computeIfAbsent(name, key -> new SimulatedNode(this, key, addLoop(key)));
  }

  /** What lies between the nodes. At first each message takes 0.5 to 2 ms, and none is lost. */
  public Network network() {
    return network;
  }

  /** The seed of this world. */
  public long seed() {
    return seed;
  }

  /** A stream of random numbers of this world's seed, independent of every other name's stream. */
  public RandomStream random(String name) {
    return new RandomStream(seed, name);
  }

  /** Virtual time since this world began. */
  public Duration now() {
    return Duration.ofNanos(turning.nowNanos());
  }

  /** The same in nanoseconds, for those who ask at every event. */
  public long nowNanos() {
    return turning.nowNanos();
  }

  /** How many tasks have run. */
  public long tasks() {
    return turning.tasks();
  }

  /**
   * A number that two runs share if the same loops ran at the same times. What the tasks did, the
   * bodies of messages for example, is no part of it.
   */
  public long fingerprint() {
    return turning.fingerprint();
  }

  /** Tells the listener of every message that is lost; replaces an earlier listener. */
  public void onDrop(DropListener listener) {
    interceptor.onDrop(listener);
  }

  /** Lets so much virtual time pass. */
  public void runFor(Duration duration) {
    long end = turning.nowNanos() + duration.toNanos();
    run(() -> {
      while (turn() || turning.advance(end)) {
        // goes on until nothing is left to do before the end
      }
      turning.passTo(Math.max(turning.nowNanos(), end));
    });
  }

  /** Runs until no task and no timer is left, or fails after an hour of virtual time. */
  public void runUntilIdle() {
    long end = turning.nowNanos() + PATIENCE.toNanos();
    run(() -> {
      while (turn() || turning.advance(end)) {
        // goes on until nothing is left to do
      }
      if (turning.nextReadyNanos() != Long.MAX_VALUE) {
        throw turning.failure(
            "still busy after one hour: something repeats for ever (a periodic timer?), use"
                + " runFor",
            null);
      }
    });
  }

  /**
   * Runs until the future completes, and returns its result.
   *
   * @throws SimulationFailure if the future fails (with its cause), if nothing is left to do that
   *     could complete it, or after an hour of virtual time
   */
  public <T> T await(Future<T> future) {
    long end = turning.nowNanos() + PATIENCE.toNanos();
    run(() -> {
      while (!future.isComplete() && (turn() || turning.advance(end))) {
        // goes on until the future is complete
      }
    });
    if (!future.isComplete()) {
      throw turning.failure(
          turning.nextReadyNanos() == Long.MAX_VALUE
              ? "the awaited future never completes: no task and no timer is left"
              : "the awaited future did not complete within one hour",
          null);
    }
    if (future.failed()) {
      throw turning.failure(
          "the awaited future failed: " + future.cause().getMessage(), future.cause());
    }
    return future.result();
  }

  /** Drops this world: nothing in it runs any more. No {@code stop()} is called. */
  @Override
  public void close() {
    closed = true;
    turning.loops().forEach(TurnedLoop::die);
    nodes.clear();
  }

  void run(Runnable action) {
    enter();
    if (closed) {
      throw new IllegalStateException("this world is closed");
    }
    if (running) {
      throw new IllegalStateException(
          "a world cannot be turned from inside one of its own tasks: return, and let the caller"
              + " run it");
    }
    running = true;
    try {
      action.run();
      throwFailure();
    } finally {
      running = false;
    }
  }

  /** One task of one ready loop, each ready loop equally likely; false if none is ready. */
  private boolean turn() {
    throwFailure();
    TurnedLoop next = turning.next();
    if (next == null) {
      return false;
    }
    turning.turn(next);
    return true;
  }

  Turning turning() {
    return turning;
  }

  TurnedLoops loops() {
    return group;
  }

  /** The loop whose task is running, or null. */
  TurnedLoop current() {
    return turning.current();
  }

  boolean isTurning(TurnedLoop loop) {
    return turning.current() == loop && Thread.currentThread() == owner;
  }

  /** False for the loops that belong to the world itself. */
  boolean isNode(TurnedLoop loop) {
    return loop.number > 1;
  }

  /** New contexts live where the running task lives, unless a place was asked for. */
  private TurnedLoop placement() {
    TurnedLoop current = turning.current();
    return target != null ? target : current != null ? current : outside;
  }

  <T> T placedOn(TurnedLoop loop, Supplier<T> action) {
    target = loop;
    try {
      return action.get();
    } finally {
      target = null;
    }
  }

  /** Runs an action on a loop after a delay of the world's time. */
  void later(TurnedLoop loop, long delayNanos, Runnable action) {
    // As its own task, or Netty would spend a task on handing the timer over.
    turning.as(loop, () -> loop.schedule(action, delayNanos, TimeUnit.NANOSECONDS));
  }

  void crash(TurnedLoop loop) {
    enter();
    if (!loop.isDead()) {
      if (!loop.contexts.isEmpty()) {
        addresses.forget(loop.name); // what its last life knew, this one has had the time to take
      }
      loop.crash();
      interceptor.crashed(loop.name);
      VertxInternals.silence(loop);
    }
  }

  TurnedLoop replaceLoop(TurnedLoop dead) {
    TurnedLoop fresh = new TurnedLoop(this, dead.name, dead.number);
    fresh.clock.continueFrom(dead.clock);
    turning.replace(dead, fresh);
    return fresh;
  }

  /** A thread that is not ours has no place in a world: it would decide the order of things. */
  void checkThread(TurnedLoop loop) {
    if (Thread.currentThread() != owner) {
      IllegalStateException foreign = new IllegalStateException("thread '"
          + Thread.currentThread().getName()
          + "' reached into the loop of '"
          + loop.name
          + "', so this run cannot be repeated: keep threads, parallel streams and"
          + " context-less Future.timeout out of simulated verticles");
      if (failure == null) {
        failure = foreign;
      }
      throw foreign;
    }
  }

  private void enter() {
    if (Thread.currentThread() != owner) {
      if (running) {
        throw new IllegalStateException(
            "thread '" + owner.getName() + "' is turning this world: one thread at a time");
      }
      owner = Thread.currentThread();
    }
  }

  private TurnedLoop addLoop(String name) {
    TurnedLoop loop = new TurnedLoop(this, name, turning.loops().size());
    turning.loops().add(loop);
    return loop;
  }

  private void fail(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
  }

  void throwFailure() {
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      String where =
          thrown instanceof IllegalStateException ? "" : thrown.getClass().getName() + ": ";
      throw turning.failure("a verticle failed: " + where + thrown.getMessage(), thrown);
    }
  }
}
