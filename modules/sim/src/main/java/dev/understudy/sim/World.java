package dev.understudy.sim;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  /** After every so many tasks (a power of two) it is asked whether the caller's thread shall stop. */
  private static final long TASKS_BETWEEN_INTERRUPTS = 1024;

  /** So many tasks at one instant mean that time will never go on. */
  private static final long MOST_TASKS_PER_INSTANT = 5_000_000;

  /** What the event bus hands to a loop passes here. */
  final Gate gate = new Gate();

  private final long seed;
  private final RandomStream schedule;
  private final List<TurnedLoop> loops = new ArrayList<>();
  private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();
  private final TurnedLoops group = new TurnedLoops(loops, this::placement);

  /** Where code runs that is called from outside any node, a test for example. */
  final TurnedLoop outside;

  private final AddressBook addresses;
  private final Network network;
  final NetworkInterceptor interceptor;
  private final Vertx vertx;

  private volatile Thread owner = Thread.currentThread();
  private volatile Throwable failure;
  private TurnedLoop current;
  private TurnedLoop target;
  private boolean running;
  private boolean closed;
  private long nowNanos;
  private long tasks;
  private long tasksAtThisInstant;
  private long fingerprint = 17;

  private World(long seed) {
    this.seed = seed;
    schedule = random("schedule");
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
    return Duration.ofNanos(nowNanos);
  }

  /** How many tasks have run. */
  public long tasks() {
    return tasks;
  }

  /**
   * A number that two runs share if the same loops ran at the same times. What the tasks did, the
   * bodies of messages for example, is no part of it.
   */
  public long fingerprint() {
    return fingerprint;
  }

  /** Tells the listener of every message that is lost; replaces an earlier listener. */
  public void onDrop(DropListener listener) {
    interceptor.onDrop(listener);
  }

  /** Lets so much virtual time pass. */
  public void runFor(Duration duration) {
    long end = nowNanos + duration.toNanos();
    run(() -> {
      while (turn() || advance(end)) {
        // goes on until nothing is left to do before the end
      }
      nowNanos = Math.max(nowNanos, end);
    });
  }

  /** Runs until no task and no timer is left, or fails after an hour of virtual time. */
  public void runUntilIdle() {
    long end = nowNanos + PATIENCE.toNanos();
    run(() -> {
      while (turn() || advance(end)) {
        // goes on until nothing is left to do
      }
      if (nextReadyNanos() != Long.MAX_VALUE) {
        throw failure(
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
    long end = nowNanos + PATIENCE.toNanos();
    run(() -> {
      while (!future.isComplete() && (turn() || advance(end))) {
        // goes on until the future is complete
      }
    });
    if (!future.isComplete()) {
      throw failure(
          nextReadyNanos() == Long.MAX_VALUE
              ? "the awaited future never completes: no task and no timer is left"
              : "the awaited future did not complete within one hour",
          null);
    }
    if (future.failed()) {
      throw failure("the awaited future failed: " + future.cause().getMessage(), future.cause());
    }
    return future.result();
  }

  /** Drops this world: nothing in it runs any more. No {@code stop()} is called. */
  @Override
  public void close() {
    closed = true;
    loops.forEach(TurnedLoop::die);
    nodes.clear();
  }

  void run(Runnable turning) {
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
      turning.run();
      throwFailure();
    } finally {
      running = false;
    }
  }

  /** One task of one ready loop, each ready loop equally likely; false if none is ready. */
  private boolean turn() {
    throwFailure();
    TurnedLoop chosen = null;
    int ready = 0;
    for (int i = 0; i < loops.size(); i++) {
      if (loops.get(i).isReady()) {
        ready++;
        if (ready == 1 || schedule.nextInt(ready) == 0) {
          chosen = loops.get(i);
        }
      }
    }
    if (chosen == null) {
      return false;
    }
    turn(chosen);
    return true;
  }

  void turn(TurnedLoop chosen) {
    tasks++;
    if (++tasksAtThisInstant > MOST_TASKS_PER_INSTANT) {
      throw failure("time stands still: the nodes keep each other busy without any delay", null);
    }
    if (tasks % TASKS_BETWEEN_INTERRUPTS == 0 && Thread.currentThread().isInterrupted()) {
      throw failure("interrupted: somebody asked the thread that turns this world to stop", null);
    }
    fingerprint = (fingerprint ^ (nowNanos + chosen.number)) * 0x100000001B3L;
    current = chosen;
    try {
      chosen.turnOnce();
    } catch (Throwable thrown) {
      fail(thrown);
    } finally {
      current = null;
    }
  }

  /** Jumps to the next instant at which a loop is ready; false if that lies after the end. */
  private boolean advance(long endNanos) {
    long next = nextReadyNanos();
    if (next > endNanos || next == Long.MAX_VALUE) {
      return false;
    }
    passTo(Math.max(next, nowNanos));
    return true;
  }

  void passTo(long nanos) {
    tasksAtThisInstant = nanos > nowNanos ? 0 : tasksAtThisInstant;
    nowNanos = nanos;
  }

  private long nextReadyNanos() {
    long next = Long.MAX_VALUE;
    for (int i = 0; i < loops.size(); i++) {
      next = Math.min(next, loops.get(i).nextReadyNanos());
    }
    return next;
  }

  long nowNanos() {
    return nowNanos;
  }

  TurnedLoops loops() {
    return group;
  }

  /** The loop whose task is running, or null. */
  TurnedLoop current() {
    return current;
  }

  boolean isTurning(TurnedLoop loop) {
    return current == loop && Thread.currentThread() == owner;
  }

  /** False for the loops that belong to the world itself. */
  boolean isNode(TurnedLoop loop) {
    return loop.number > 1;
  }

  /** New contexts live where the running task lives, unless a place was asked for. */
  private TurnedLoop placement() {
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
    TurnedLoop before = current;
    current = loop; // as its own task, or Netty would spend a task on handing the timer over
    try {
      loop.schedule(action, delayNanos, TimeUnit.NANOSECONDS);
    } finally {
      current = before;
    }
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
    loops.set(loops.indexOf(dead), fresh);
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
    TurnedLoop loop = new TurnedLoop(this, name, loops.size());
    loops.add(loop);
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
      throw failure("a verticle failed: " + where + thrown.getMessage(), thrown);
    }
  }

  private SimulationFailure failure(String what, Throwable cause) {
    return new SimulationFailure(what, seed, now(), cause);
  }
}
