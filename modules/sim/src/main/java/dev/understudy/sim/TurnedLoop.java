package dev.understudy.sim;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.OrderedEventExecutor;
import io.netty.util.concurrent.Ticker;
import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * An event loop that does nothing by itself: the world turns it, one task at a time. It has no
 * thread and no sockets, and its timers follow a clock of its own.
 */
final class TurnedLoop extends AbstractScheduledEventExecutor
    implements EventLoop, OrderedEventExecutor {
  final String name;
  final int number;
  final LocalClock clock;

  /** The contexts of the verticles that live here, as far as they are known. */
  final Set<Context> contexts = new LinkedHashSet<>();

  private final World world;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private boolean dead;
  private boolean paused;

  /** A slow node's time per task, and until when the last one keeps it busy. */
  private long nanosPerTask;

  private long busyUntilNanos;

  TurnedLoop(World world, String name, int number) {
    this.world = world;
    this.name = name;
    this.number = number;
    this.clock = new LocalClock(world);
  }

  /** True if a task could be run now. */
  boolean isReady() {
    if (dead || paused || busyUntilNanos > world.nowNanos()) {
      return false;
    }
    if (!tasks.isEmpty()) {
      return true;
    }
    long deadline = nextScheduledTaskDeadlineNanos();
    return deadline != -1 && deadline <= clock.nanoTime();
  }

  /** The world's time at which this loop will next be ready, {@code Long.MAX_VALUE} if never. */
  long nextReadyNanos() {
    if (dead || paused) {
      return Long.MAX_VALUE;
    }
    if (!tasks.isEmpty()) {
      return busyUntilNanos;
    }
    long deadline = nextScheduledTaskDeadlineNanos();
    return deadline == -1 ? Long.MAX_VALUE : Math.max(busyUntilNanos, clock.global(deadline));
  }

  /** Runs one task; the caller has made this loop the world's current one. */
  void turnOnce() {
    fetchFromScheduledTaskQueue(tasks);
    Runnable task = tasks.poll();
    if (task != null) {
      busyUntilNanos = nanosPerTask == 0 ? 0 : world.nowNanos() + nanosPerTask;
      task.run();
    }
  }

  void pause() {
    paused = true;
  }

  void resume() {
    paused = false;
  }

  boolean isPaused() {
    return paused;
  }

  boolean isDead() {
    return dead;
  }

  void slow(long nanos) {
    nanosPerTask = nanos;
  }

  /** The task that runs now keeps this loop busy for so long. */
  void occupy(long nanos) {
    busyUntilNanos = Math.max(busyUntilNanos, world.nowNanos() + nanos);
  }

  /**
   * Nothing of this loop ever runs again. Its timers are left as they are: cancelling them would
   * complete futures, and run the very code that a crash must stop.
   */
  void die() {
    dead = true;
    tasks.clear();
  }

  /** As {@link #die()}, and tells of every message that waits here to be handled. */
  void crash() {
    dead = true;
    for (Runnable task : tasks) {
      if (task instanceof Flight flight) {
        flight.lose("crashed");
      }
    }
    tasks.clear();
  }

  /** A message has come, and waits for its turn to be handled. */
  void receive(Flight flight) {
    if (dead) {
      flight.lose("crashed");
    } else {
      tasks.add(flight);
    }
  }

  @Override
  public void execute(Runnable task) {
    world.checkThread(this);
    if (!world.gate.takes(this, task) && !dead) {
      tasks.add(task);
    }
  }

  @Override
  public Ticker ticker() {
    return clock;
  }

  /**
   * True only in a task of this very loop: by thread alone, completing a promise would run another
   * node's handler inside ours.
   */
  @Override
  public boolean inEventLoop() {
    return world.isTurning(this);
  }

  @Override
  public boolean inEventLoop(Thread thread) {
    return thread == Thread.currentThread() && inEventLoop();
  }

  @Override
  public EventLoop next() {
    return this;
  }

  @Override
  public EventLoopGroup parent() {
    return world.loops();
  }

  @Override
  public ChannelFuture register(Channel channel) {
    throw Refusal.sockets();
  }

  @Override
  public ChannelFuture register(ChannelPromise promise) {
    throw Refusal.sockets();
  }

  @Deprecated
  @Override
  public ChannelFuture register(Channel channel, ChannelPromise promise) {
    throw Refusal.sockets();
  }

  @Override
  public boolean isShuttingDown() {
    return dead;
  }

  @Override
  public boolean isShutdown() {
    return dead;
  }

  @Override
  public boolean isTerminated() {
    return dead;
  }

  @Override
  public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
    return terminationFuture();
  }

  @Override
  public Future<?> terminationFuture() {
    return ImmediateEventExecutor.INSTANCE.newSucceededFuture(null);
  }

  @Deprecated
  @Override
  public void shutdown() {}

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }

  @Override
  public String toString() {
    return name;
  }
}
