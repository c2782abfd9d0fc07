package dev.understudy.cluster;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.sim.Network;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The Vertx under a cluster: what differs between virtual time and the real one. */
interface ClusterWorld extends AutoCloseable {
  /** Hears of every envelope that is lost. */
  @FunctionalInterface
  interface DropListener {
    void dropped(Envelope envelope, String reason);
  }

  /** Nanoseconds since this world began. */
  long nowNanos();

  /** The seed, or 0 if nothing is decided by one. */
  long seed();

  /** Called before a thread from outside reaches in. */
  void enter();

  Network network();

  void onDrop(DropListener listener);

  LongSupplier nanosOf(String node);

  Clock wallClockOf(String node);

  RandomGenerator randomOf(String purpose);

  /** A journal on a disk of the node's own, which outlives the node's crashes. */
  Journal newJournal(String node);

  /** Deploys a prepared node in its place; the future completes when it has started. */
  Future<?> deploy(String name, Node node);

  /** Waits for a deployment, or goes on while it happens; a failure is told, or thrown. */
  void launched(Future<?> deployment, Consumer<Throwable> onFailure);

  /** Throws an {@link IllegalArgumentException} if this fault cannot happen in this world. */
  void check(Fault fault);

  void crash(String name, Node node);

  void pause(String name, Node node);

  void resume(String name, Node node);

  /** A node's state, read where no handler of it runs at the same time. */
  Record inspect(Node node);

  /** The disk of this name's newest journal, for a fault that passed the {@link #check}. */
  NodeDisk disk(String name);

  void skew(String name, Duration by);

  /** The node's clock runs so many times as fast; for a fault that passed the {@link #check}. */
  void drift(String name, double rate);

  /**
   * Other work comes to the node's loop, for a fault that passed the {@link #check}; returns what
   * ends that.
   */
  Runnable overload(String name, int eventsPerSecond, Duration perEvent);

  /** Runs an action, on no node's loop, after a delay of this world's time. */
  void after(Duration delay, Runnable action);

  <T> T await(Future<T> future);

  void runFor(Duration duration);

  @Override
  void close();
}
