package dev.understudy.sim;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.impl.MessageImpl;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.file.FileResolver;
import io.vertx.core.spi.metrics.EventBusMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.core.transport.Transport;
import java.io.File;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The one place that uses what Vert.x calls internal. {@code VertxInternalsTest} fails loudly when a
 * new Vert.x changes any of it.
 */
final class VertxInternals {
  private static final String NO_DNS = "vertx.disableDnsResolver";

  private VertxInternals() {}

  /** A Vertx that runs on the given loops and tells who listens where, and who gets a message. */
  static Vertx vertxOn(EventLoopGroup loops, AddressBook addresses, Gate gate) {
    VertxOptions options = new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setMetricsOptions(new MetricsOptions().setEnabled(true));
    options.getFileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    Vertx vertx = withoutDns(() -> Vertx.builder()
        .with(options)
        .withTransport(new VirtualTransport(loops))
        .withMetrics(new Hooks(addresses, gate))
        .build());
    // It has a real timer thread, one a world: the only one, and it would watch loops that nobody
    // but us turns.
    ((VertxInternal) vertx).blockedThreadChecker().close();
    return vertx;
  }

  /** Vert.x would look for a DNS resolver in every world, find none and say so in the log. */
  private static synchronized Vertx withoutDns(Supplier<Vertx> build) {
    String before = System.setProperty(NO_DNS, "true");
    try {
      return build.get();
    } finally {
      if (before == null) {
        System.clearProperty(NO_DNS);
      } else {
        System.setProperty(NO_DNS, before);
      }
    }
  }

  /**
   * Takes every address and timer of a dead loop out of Vert.x. None of its code runs, {@code
   * stop()} neither. Vert.x itself lists a verticle only once it has started; a crash must not wait
   * for that.
   */
  static void silence(TurnedLoop dead) {
    dead.contexts.forEach(context -> ((ContextInternal) context).closeFuture().close());
    dead.contexts.clear();
  }

  /** Options that send a message's body once more exactly as it was sent. */
  static DeliveryOptions optionsOf(Message<?> message) {
    DeliveryOptions options = new DeliveryOptions().setHeaders(message.headers());
    MessageCodec<?, ?> codec = ((MessageImpl<?, ?>) message).codec();
    return codec.systemCodecID() == -1 ? options.setCodecName(codec.name()) : options;
  }

  /**
   * The metrics factory is the public builder's way to the bootstrap, and its metrics know every
   * address that is registered and every handler that is about to get a message.
   */
  private record Hooks(AddressBook addresses, Gate gate) implements VertxMetricsFactory {
    @Override
    public void init(VertxBootstrap bootstrap) {
      bootstrap.executorServiceFactory((threads, size, most) -> new RefusingExecutor());
      bootstrap.fileResolver(new NoFiles());
      VertxMetricsFactory.super.init(bootstrap);
    }

    @Override
    public VertxMetrics metrics(VertxOptions options) {
      return new VertxMetrics() {
        @Override
        public EventBusMetrics<?> createEventBusMetrics() {
          return new EventBusMetrics<AddressBook.Listener>() {
            @Override
            public AddressBook.Listener handlerRegistered(String address) {
              AddressBook.Listener listener = addresses.registered(address);
              ContextInternal context = ContextInternal.current();
              TurnedLoop loop = listener.loop();
              if (context != null && context.isDeployment() && context.nettyEventLoop() == loop) {
                loop.contexts.add(context.unwrap());
              }
              return listener;
            }

            @Override
            public void scheduleMessage(AddressBook.Listener listener, boolean local) {
              gate.announce(listener);
            }

            @Override
            public void handlerUnregistered(AddressBook.Listener listener) {
              addresses.unregistered(listener);
            }
          };
        }
      };
    }
  }

  private static final class NoFiles implements FileResolver {
    @Override
    public File resolve(String fileName) {
      throw Refusal.files(fileName);
    }

    @Override
    public void close() {}
  }

  private static final class RefusingExecutor extends AbstractExecutorService {
    @Override
    public void execute(Runnable command) {
      throw Refusal.blocking();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
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
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  /** A transport that hands out our loops and has no channels. */
  private record VirtualTransport(EventLoopGroup loops)
      implements Transport, io.vertx.core.spi.transport.Transport {
    @Override
    public String name() {
      return "virtual-time";
    }

    @Override
    public boolean available() {
      return true;
    }

    @Override
    public boolean isAvailable() {
      return true;
    }

    @Override
    public Throwable unavailabilityCause() {
      return null;
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
      return this;
    }

    @Override
    public EventLoopGroup eventLoopGroup(
        int type, int threads, ThreadFactory threadFactory, int ioRatio) {
      return loops;
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
      throw Refusal.sockets();
    }

    @Deprecated
    @Override
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
      throw Refusal.sockets();
    }

    @Override
    public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
      throw Refusal.sockets();
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
      throw Refusal.sockets();
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
      throw Refusal.sockets();
    }
  }
}
