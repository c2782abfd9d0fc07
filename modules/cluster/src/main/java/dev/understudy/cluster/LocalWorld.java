package dev.understudy.cluster;

import dev.understudy.sim.Network;
import dev.understudy.sim.RandomStream;
import dev.understudy.storage.SimulatedDisk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Real time, in this process: an ordinary Vertx, each node on an event loop of its own. Disks are in
 * memory, and lose what was not flushed when their node crashes.
 */
final class LocalWorld implements ClusterWorld {
  /** Marks the second copy of an envelope, which meets no network again. */
  private static final String DUPLICATE = "understudy-duplicate";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final RecordCodec codec = new RecordCodec();
  private final long beganNanos = System.nanoTime();
  private final long seed = beganNanos;
  private final Network network = new Network(new RandomStream(seed, "network"), this::nowNanos);
  private final Map<String, Duration> skews = new ConcurrentHashMap<>();
  private final Map<String, Node> running = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private volatile DropListener dropListener = (envelope, reason) -> {};

  LocalWorld() {
    System.setProperty("vertx.disableDnsResolver", "true"); // nothing here looks up names
    vertx = Vertx.vertx();
    vertx.exceptionHandler(failure::completeExceptionally);
    vertx.eventBus().registerDefaultCodec(Envelope.class, new EnvelopeCodec());
    vertx.eventBus().addOutboundInterceptor(this::leaving);
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
    SimulatedDisk disk = new SimulatedDisk(randomOf("disk of " + node));
    return new WalJournal(disk, codec, disk::crash);
  }

  @Override
  public Future<?> deploy(String name, Node node) {
    running.put(name, node);
    return vertx.deployVerticle(node);
  }

  @Override
  public void crash(String name, Node node) {
    running.remove(name);
    silence(node);
    await(vertx.undeploy(node.deploymentID()));
  }

  /** The gate in the node drops its events; one more task finds its loop without messages. */
  private void silence(Node node) {
    node.cutOff();
    await(node.inspect());
  }

  @Override
  public void pause(String name, Node node) {
    node.hold();
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
  public void after(Duration delay, Runnable action) {
    vertx.setTimer(Math.max(1, delay.toMillis()), id -> action.run());
  }

  @Override
  public <T> T await(Future<T> future) {
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
    List<Node> nodes = List.copyOf(running.values());
    running.clear();
    nodes.forEach(this::silence);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void leaving(DeliveryContext<Object> delivery) {
    if (!(delivery.body() instanceof Envelope envelope)
        || delivery.message().headers().contains(DUPLICATE)) {
      delivery.next();
      return;
    }
    Network.Fate fate = network.fate(envelope.from(), envelope.to());
    String reason = running.containsKey(envelope.to()) ? fate.dropped() : "crashed";
    if (reason != null) {
      dropListener.dropped(envelope, reason);
      return;
    }
    if (fate.delayNanos() == 0) {
      delivery.next();
    } else {
      later(fate.delayNanos(), () -> arrive(envelope, delivery));
    }
    if (fate.duplicateDelayNanos() >= 0) {
      later(fate.duplicateDelayNanos(), () -> sendAgain(envelope));
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

  private void later(long delayNanos, Runnable action) {
    vertx.setTimer(Math.max(1, delayNanos / 1_000_000), id -> action.run());
  }
}
