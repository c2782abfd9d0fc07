package dev.understudy.sim;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** All loops of a world, as the group that Vert.x asks on which loop a new verticle shall live. */
final class TurnedLoops extends AbstractEventExecutorGroup implements EventLoopGroup {
  private final List<TurnedLoop> all;
  private final Supplier<TurnedLoop> placement;

  TurnedLoops(List<TurnedLoop> all, Supplier<TurnedLoop> placement) {
    this.all = all;
    this.placement = placement;
  }

  @Override
  public EventLoop next() {
    return placement.get();
  }

  @Override
  public Iterator<EventExecutor> iterator() {
    return List.<EventExecutor>copyOf(all).iterator();
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
    return false;
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
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
}
