package dev.understudy.notebook.kernel;

import dev.understudy.notebook.CellEngine;
import dev.understudy.notebook.JavaRuntime;
import dev.understudy.notebook.NotebookException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;
import org.zeromq.ZMQException;

/** A running kernel: five sockets, a thread for each, and one engine. */
public final class Kernel implements AutoCloseable {
  /** How long a thread of the kernel waits for work before it looks whether it should end. */
  static final int GLANCE_MILLIS = 200;

  private static final long GOODBYE_MILLIS = 1_000;

  private final ZContext context = new ZContext();
  private final CountDownLatch shutdown = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final ConnectionFile connection;
  private final Wire wire;
  private final CompletableFuture<CellEngine> engine;
  private final Broadcast broadcast;
  private volatile boolean isClosing;

  private Kernel(ConnectionFile connection) {
    this.connection = connection;
    wire = new Wire(connection.key());
    Message first = Message.unasked(UUID.randomUUID().toString());
    broadcast = new Broadcast(wire, bind(SocketType.PUB, connection.iopubPort()), first);
    engine = new CompletableFuture<>();
  }

  /**
   * Binds the sockets and starts to serve; the engine gets ready meanwhile.
   *
   * @throws NotebookException when this Java cannot run cells or when a port is taken
   */
  public static Kernel start(ConnectionFile connection) {
    JavaRuntime.requireJShell();
    Kernel kernel = new Kernel(connection);
    kernel.serve();
    return kernel;
  }

  private void serve() {
    Input input = new Input(wire, bind(SocketType.ROUTER, connection.stdinPort()));
    Socket shell = bind(SocketType.ROUTER, connection.shellPort());
    Socket control = bind(SocketType.ROUTER, connection.controlPort());
    Socket heartbeat = bind(SocketType.REP, connection.heartbeatPort());
    ControlRequests urgent = new ControlRequests(engine, shutdown);
    ShellRequests ordinary = new ShellRequests(wire, shell, broadcast, input, engine, urgent);
    start("kernel-engine", this::openEngine);
    start("kernel-iopub", () -> whileOpen(broadcast::sendOne));
    start("kernel-heartbeat", () -> whileOpen(() -> echo(heartbeat)));
    start("kernel-stdin", () -> whileOpen(input::serveOne));
    start(
        "kernel-control",
        () -> whileOpen(() -> wire.receive(control).ifPresent(request -> {
          broadcast.status(request, "busy");
          urgent.answer(request).ifPresent(reply -> wire.send(control, reply));
          broadcast.status(request, "idle");
          urgent.afterReply(request);
        })));
    start("kernel-shell", () -> whileOpen(() -> wire.receive(shell).ifPresent(ordinary::serve)));
  }

  private void openEngine() {
    try {
      engine.complete(CellEngine.open(broadcast));
    } catch (RuntimeException | Error failure) {
      engine.completeExceptionally(failure);
    }
  }

  private Socket bind(SocketType type, int port) {
    Socket socket = context.createSocket(type);
    socket.setLinger((int) GOODBYE_MILLIS);
    socket.setReceiveTimeOut(GLANCE_MILLIS);
    socket.setHWM(
        0); // a dropped message may be the one that says "idle": the front end would wait for ever
    try {
      socket.bind(connection.address(port));
    } catch (ZMQException failure) {
      context.close();
      throw new NotebookException(
          "Cannot listen on " + connection.address(port) + " (" + failure.getMessage()
              + "): restart the kernel",
          failure);
    }
    return socket;
  }

  private void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void whileOpen(Runnable step) {
    while (!isClosing) {
      try {
        step.run();
      } catch (RuntimeException failure) {
        // one request that cannot be served must not make the kernel deaf to the next; stderr is
        // the server's log
        failure.printStackTrace();
      }
    }
  }

  private static void echo(Socket heartbeat) {
    byte[] beat = heartbeat.recv();
    if (beat != null) {
      heartbeat.send(beat);
    }
  }

  /** Waits until a client has asked for the end. */
  public void awaitShutdown() throws InterruptedException {
    shutdown.await();
  }

  /** Stops serving. A cell that runs is interrupted. */
  @Override
  public void close() {
    isClosing = true;
    engine.thenAccept(ready -> {
      ready.interrupt();
      ready.close();
    });
    for (Thread thread : threads) {
      try {
        thread.join(GOODBYE_MILLIS);
      } catch (InterruptedException hurry) {
        Thread.currentThread().interrupt();
      }
    }
    boolean isMore = true;
    while (isMore) {
      isMore = broadcast.sendOne();
    }
    context.close();
  }
}
