package dev.understudy.sim;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in a world where verticles live: one event loop, one clock, one fate. Verticles deployed
 * by a verticle live with it.
 */
public final class SimulatedNode {
  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  private final World world;
  private final String name;
  private TurnedLoop loop;
  private long skewNanos;
  private final List<Resident> residents = new ArrayList<>();

  SimulatedNode(World world, String name, TurnedLoop loop) {
    this.world = world;
    this.name = name;
    this.loop = loop;
  }

  /** The name, as the network knows it. */
  public String name() {
    return name;
  }

  /**
   * Deploys a verticle here and turns the world until it has started. After a crash the node gets a
   * new loop, with the old one's clock and none of its tasks.
   *
   * @return the deployment id; it differs from run to run
   * @throws SimulationFailure if the verticle does not start
   */
  public String deploy(Deployable verticle) {
    return deploy(verticle, new DeploymentOptions());
  }

  /** {@link #deploy(Deployable)} with options; the threading model must be the event loop. */
  public String deploy(Deployable verticle, DeploymentOptions options) {
    return world.await(deploying(verticle, options));
  }

  /**
   * Begins to deploy a verticle here; it starts while the world runs. The future fails if the
   * threading model is not the event loop.
   */
  public Future<String> deploying(Deployable verticle, DeploymentOptions options) {
    if (options.getThreadingModel() != ThreadingModel.EVENT_LOOP) {
      return Future.failedFuture(Refusal.threading(options.getThreadingModel()));
    }
    if (isCrashed()) {
      loop = world.replaceLoop(loop);
    }
    Resident resident = new Resident(loop, verticle);
    residents.add(resident);
    return world.placedOn(loop, () -> world.vertx().deployVerticle(resident, options));
  }

  /**
   * Stops this node as a power cut does: its timers and waiting tasks are gone, its addresses fall
   * silent, and none of its code runs again, {@code stop()} neither. Of what it had sent, the last
   * messages on each link may be lost with it.
   */
  public void crash() {
    world.crash(loop);
    residents.forEach(Resident::forget);
    residents.clear();
  }

  /** True from a crash until the next verticle is deployed here. */
  public boolean isCrashed() {
    return loop.isDead();
  }

  /** Stops turning this node's loop, as a long garbage collection does; the node cannot notice. */
  public void pause() {
    loop.pause();
  }

  /** Goes on after a pause: all that became due meanwhile happens now. */
  public void resume() {
    loop.resume();
  }

  /** True between a pause and its end. */
  public boolean isPaused() {
    return loop.isPaused();
  }

  /** From now on every task here takes this long; {@code Duration.ZERO} makes it quick again. */
  public void slow(Duration perTask) {
    loop.slow(perTask.toNanos());
  }

  /**
   * From now on other work comes to this node: so many tasks a second, each of which takes so long. If
   * that is more than a second's work in each second, what waits here waits ever longer.
   *
   * @return ends it; a crash does so too
   */
  public Runnable overload(int tasksPerSecond, Duration perTask) {
    if (tasksPerSecond < 1) {
      throw new IllegalArgumentException(
          "expected at least one task a second but got " + tasksPerSecond);
    }
    long nanosBetween = Math.max(1, 1_000_000_000L / tasksPerSecond);
    ForeignWork work = new ForeignWork(world, loop, nanosBetween, perTask.toNanos());
    work.await();
    return work::end;
  }

  /** From now on this node's clock, and so its timers, run {@code rate} times as fast. */
  public void drift(double rate) {
    loop.clock.drift(rate);
  }

  /**
   * Moves this node's clock at once: forward, and timers fire early; back, and they fire late.
   *
   * @throws IllegalArgumentException if the clock is then off by more than 146 years
   */
  public void jump(Duration by) {
    loop.clock.jump(by.toNanos());
  }

  /** Sets this node's wall clock off by so much; timers do not notice. */
  public void skew(Duration by) {
    skewNanos = by.toNanos();
  }

  /** Time on this node's own clock since the world began; it never runs backward but by a jump. */
  public Duration now() {
    return Duration.ofNanos(loop.clock.elapsedNanos());
  }

  /** This node's wall clock: begins on 2026-01-01, drifts with its clock and is off by its skew. */
  public Clock wallClock() {
    return new WallClock(this, ZoneOffset.UTC);
  }

  TurnedLoop loop() {
    return loop;
  }

  @Override
  public String toString() {
    return name;
  }

  /** A verticle that a crash makes forgotten: Vert.x remembers each deployment till its undeploy. */
  private static final class Resident implements Deployable {
    private final TurnedLoop home;
    private Deployable verticle;

    Resident(TurnedLoop home, Deployable verticle) {
      this.home = home;
      this.verticle = verticle;
    }

    @Override
    public Future<?> deploy(Context context) throws Exception {
      home.contexts.add(context);
      return verticle.deploy(context);
    }

    @Override
    public Future<?> undeploy(Context context) throws Exception {
      home.contexts.remove(context);
      return verticle.undeploy(context);
    }

    void forget() {
      verticle = null;
    }
  }

  private static final class WallClock extends Clock {
    private final SimulatedNode node;
    private final ZoneId zone;

    WallClock(SimulatedNode node, ZoneId zone) {
      this.node = node;
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId newZone) {
      return new WallClock(node, newZone);
    }

    @Override
    public Instant instant() {
      return EPOCH.plus(node.now()).plusNanos(node.skewNanos);
    }
  }
}
