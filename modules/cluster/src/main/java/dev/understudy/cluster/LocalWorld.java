package dev.understudy.cluster;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import dev.understudy.sim.Network;
import dev.understudy.sim.RandomStream;
import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.DeliveryOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Real time, in this process: an ordinary Vertx, each node on an event loop of its own as long as
 * there are no more than {@link #LOOPS}. Journals are in memory, and lose what was not flushed when
 * their node crashes; or each is in a folder of the machine, where a crash loses nothing.
 */
final class LocalWorld implements ClusterWorld {
  /** Marks the second copy of an envelope, which meets no network again. */
  private static final String DUPLICATE = "understudy-duplicate";

  private static final String NO_DNS = "vertx.disableDnsResolver";

  private static final int LOOPS = 16; // one costs nothing until somebody lives there

  /** Clocks, disks and moments of a node that only a simulated world has in its hand. */
  private static final Set<FaultKind> SIMULATED_ONLY = EnumSet.of(
      FaultKind.CRASH_LOOP,
      FaultKind.FAILPOINT,
      FaultKind.OVERLOAD,
      FaultKind.DRIFT,
      FaultKind.DISK_FULL,
      FaultKind.SLOW_DISK,
      FaultKind.SYNC_FAILURE,
      FaultKind.BIT_ROT);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A message that arrives later; {@code number} keeps the order of those that arrive together. */
  private record UnderWay(long arrivalNanos, long number, Runnable arrival) {}

  private record Way(String from, String to) {}

  private final Vertx vertx;
  private final Context road; // nobody's, so that no crash takes the messages under way with it
  private final long beganNanos = System.nanoTime();
  private final long seed = beganNanos;
  private final Network network =
      new Network(new RandomStream(seed, "network"), () -> this.sendingNanos);
  private final Map<Way, Link> links = new ConcurrentHashMap<>();
  private final Map<String, Duration> skews = new ConcurrentHashMap<>();
  private final Map<String, Node> running = new ConcurrentHashMap<>();
  private final Path folder; // of the nodes' folders; null if journals are in memory
  private final Map<String, LocalDisk> disks = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private long sendingNanos; // guarded by network
  private volatile DropListener dropListener = (envelope, reason) -> {};

  /** Journals are in memory. */
  LocalWorld() {
    this(null);
  }

  /** Each node has its journal in a folder of its name, below this one. */
  LocalWorld(Path folder) {
    this.folder = folder;
    vertx = withoutDns();
    road = vertx.getOrCreateContext();
    vertx.exceptionHandler(failure::completeExceptionally);
    vertx.eventBus().registerDefaultCodec(Envelope.class, new EnvelopeCodec());
    vertx.eventBus().addOutboundInterceptor(this::leaving);
  }

  /** Nothing here looks up names; any other Vertx of this process may, so the switch is put back. */
  private static Vertx withoutDns() {
    synchronized (LocalWorld.class) {
      String before = System.setProperty(NO_DNS, "true");
      try {
        return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
      } finally {
        if (before == null) {
          System.clearProperty(NO_DNS);
        } else {
          System.setProperty(NO_DNS, before);
        }
      }
    }
  }

  @Override
  public long nowNanos() {
    return System.nanoTime() - beganNanos;
  }

  @Override
  public long seed() {
    return 0;
  }

  @Override
  public void enter() {}

  @Override
  public Network network() {
    return network;
  }

  @Override
  public void onDrop(DropListener listener) {
    dropListener = listener;
  }

  @Override
  public LongSupplier nanosOf(String node) {
    return this::nowNanos;
  }

  @Override
  public Clock wallClockOf(String node) {
    return new SkewedClock(Clock.systemUTC(), () -> skews.getOrDefault(node, Duration.ZERO));
  }

  @Override
  public RandomGenerator randomOf(String purpose) {
    return new RandomStream(seed, purpose);
  }

  @Override
  public Journal newJournal(String node) {
    if (folder == null) {
      return new MemoryJournal();
    }
    LocalDisk disk = new LocalDisk(vertx, LocalFolders.emptied(folder, node));
    disks.put(node, disk);
    return new WalJournal(disk::living, new RecordCodec(), loss -> disk.crash());
  }

  @Override
  public Future<?> deploy(String name, Node node) {
    running.put(name, node);
    return vertx
        .deployVerticle(node)
        .onFailure(never -> running.remove(name, node))
        .recover(cause -> Future.failedFuture(new IllegalStateException(
            "'" + name + "' does not start: " + cause.getMessage(), cause)));
  }

  @Override
  public void launched(Future<?> deployment, Consumer<Throwable> onFailure) {
    await(deployment);
  }

  @Override
  public void check(Fault fault) {
    boolean unknownLoss = fault instanceof Fault.Crash crash
        && crash.unsynced() != null
        && (crash.unsynced() != UnsyncedLoss.ALL || folder != null);
    if (unknownLoss || SIMULATED_ONLY.contains(fault.kind())) {
      throw new IllegalArgumentException("a "
          + fault.kind().words()
          + " ("
          + fault.text()
          + ") needs virtual time and simulated disks: take Cluster.simulated(seed)");
    }
  }

  @Override
  public void crash(String name, Node node) {
    node.life.cutOff();
    if (running.remove(name, node)) { // otherwise it has never started
      await(node.inspect()); // the gate drops its events; one more task finds its loop without any
      await(vertx.undeploy(node.deploymentID()));
    }
  }

  @Override
  public void pause(String name, Node node) {
    node.life.hold();
  }

  @Override
  public void resume(String name, Node node) {
    node.release();
  }

  @Override
  public Record inspect(Node node) {
    return await(node.inspect());
  }

  @Override
  public void skew(String name, Duration by) {
    skews.put(name, by);
  }

  @Override
  public NodeDisk disk(String name) {
    throw new UnsupportedOperationException("journals of real time have no disk");
  }

  @Override
  public void drift(String name, double rate) {
    throw new UnsupportedOperationException("real clocks run as fast as they do");
  }

  @Override
  public Runnable overload(String name, int eventsPerSecond, Duration perEvent) {
    throw new UnsupportedOperationException("real loops are not kept busy");
  }

  @Override
  public void after(Duration delay, Runnable action) {
    vertx.setTimer(Math.max(1, delay.toMillis()), id -> action.run());
  }

  @Override
  public <T> T await(Future<T> future) {
    refuseOnEventLoop();
    CompletableFuture<T> result = future.toCompletionStage().toCompletableFuture();
    try {
      CompletableFuture.anyOf(result, failure).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return result.join();
    } catch (TimeoutException late) {
      throw new IllegalStateException("nothing came within " + PATIENCE.toSeconds() + " s", late);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(
          "a node failed: " + failed.getCause().getMessage(), failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", interrupted);
    }
  }

  @Override
  public void runFor(Duration duration) {
    await(vertx.timer(Math.max(1, duration.toMillis()), TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() {
    refuseOnEventLoop();
    running.values().forEach(node -> node.life.cutOff());
    running.clear();
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .exceptionally(told -> null) // a node's failure was thrown by await, and is not news
        .join();
    disks.values().forEach(LocalDisk::crash); // closes their files
  }

  private static void refuseOnEventLoop() {
    if (Context.isOnEventLoopThread()) {
      throw new IllegalStateException("waiting on the event loop '"
          + Thread.currentThread().getName()
          + "' would stop everything that runs there: wait on a thread of your own, or go on in"
          + " future.onComplete(…)");
    }
  }

  private void leaving(DeliveryContext<Object> delivery) {
    if (!(delivery.body() instanceof Envelope envelope)) {
      delivery.next();
    } else if (!network.isEventful()) { // so far nothing was delayed or doubled: nothing to reckon
      arrive(envelope, delivery);
    } else if (delivery.message().headers().contains(DUPLICATE)) {
      delivery.next();
    } else {
      enter(envelope, delivery);
    }
  }

  private void enter(Envelope envelope, DeliveryContext<Object> delivery) {
    long sentNanos;
    Network.Fate fate;
    synchronized (network) { // so that it reckons with the very time that arrivals are ordered by
      sentNanos = nowNanos();
      sendingNanos = sentNanos;
      fate = network.fate(envelope.from(), envelope.to(), envelope);
    }
    String reason = running.containsKey(envelope.to()) ? fate.dropped() : "crashed";
    if (reason != null) {
      dropListener.dropped(envelope, reason);
      return;
    }
    Link link = links.computeIfAbsent(new Way(envelope.from(), envelope.to()), way -> new Link());
    link.carry(sentNanos, fate.delayNanos(), () -> arrive(envelope, delivery));
    if (fate.duplicateDelayNanos() >= 0) {
      link.carry(sentNanos, fate.duplicateDelayNanos(), () -> sendAgain(envelope));
    }
  }

  /** A crash at either end meanwhile has taken the message with it. */
  private void arrive(Envelope envelope, DeliveryContext<Object> delivery) {
    if (running.containsKey(envelope.from()) && running.containsKey(envelope.to())) {
      delivery.next();
    } else {
      dropListener.dropped(envelope, "crashed");
    }
  }

  private void sendAgain(Envelope envelope) {
    DeliveryOptions marked = new DeliveryOptions().addHeader(DUPLICATE, "");
    vertx.eventBus().send(Node.address(envelope.to()), envelope, marked);
  }

  /** One way between two nodes, and what is under way there. */
  private final class Link {
    private final PriorityQueue<UnderWay> underWay = new PriorityQueue<>(
        Comparator.comparingLong(UnderWay::arrivalNanos).thenComparingLong(UnderWay::number));
    private long carried;

    synchronized void carry(long sentNanos, long delayNanos, Runnable arrival) {
      if (delayNanos == 0 && underWay.isEmpty()) {
        arrival.run();
        return;
      }
      underWay.add(new UnderWay(sentNanos + delayNanos, carried++, arrival));
      long millis = Math.max(1, (delayNanos + 999_999) / 1_000_000); // never early
      road.runOnContext(v -> vertx.setTimer(millis, id -> arriveNext()));
    }

    /**
     * Timers count whole milliseconds from when they are set, and so go off in another order than
     * messages are to arrive in: each lets the next message arrive, not the one it was set for.
     */
    private synchronized void arriveNext() {
      underWay.remove().arrival().run();
    }
  }
}
