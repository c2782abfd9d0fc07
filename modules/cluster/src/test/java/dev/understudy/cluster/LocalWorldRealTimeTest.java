package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.trace.TraceEvent.Delivered;
import dev.understudy.cluster.trace.TraceEvent.Dropped;
import dev.understudy.cluster.trace.TraceEvent.FaultBegan;
import dev.understudy.cluster.trace.TraceEvent.FaultEnded;
import dev.understudy.cluster.trace.TraceEvent.Noted;
import dev.understudy.cluster.trace.TraceEvent.Sent;
import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("real-time")
@Timeout(40)
@Isolated("it counts the threads of the JVM")
class LocalWorldRealTimeTest {
  private static final Duration MS = Duration.ofMillis(1);

  /** Does on its own loop what it is told to. */
  private static class Puppet extends Probe {
    Future<Void> perform(Runnable what) {
      return begin(done -> {
        what.run();
        done.complete();
      });
    }
  }

  /** Cannot start, and cannot be asked for its state before it has. */
  private static final class Stillborn extends Probe {
    private List<String> made; // volatile: made in onStart, which fails

    @Override
    protected void onStart() {
      throw new IllegalStateException("cannot start");
    }

    @Override
    public State state() {
      return new State(made.size(), List.of(), List.of());
    }
  }

  private static Set<Thread> loops() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("vert.x-eventloop"))
        .collect(Collectors.toSet());
  }

  private static <E> List<E> events(Cluster cluster, Class<E> type) {
    return cluster.trace().events().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  @Test
  @DisplayName("A node that failed does not keep its cluster from closing")
  void closeAfterFailure() throws InterruptedException {
    Set<Thread> before = loops();
    Cluster cluster = Cluster.local();
    Puppet puppet = cluster.join("puppet", new Puppet());
    assertThatThrownBy(() -> cluster.await(puppet.perform(() -> {
          throw new IllegalStateException("a bug in a handler");
        })))
        .hasMessage("a node failed: a bug in a handler");
    Set<Thread> ours = loops();
    ours.removeAll(before);
    assertThat(ours).isNotEmpty();
    cluster.close();
    for (Thread loop : ours) {
      loop.join(10_000);
      assertThat(loop.isAlive()).as(loop.getName()).isFalse();
    }
  }

  @Test
  @DisplayName("A disk that takes nothing more stops its node, not the cluster")
  void brokenDisk() {
    try (Cluster cluster = Cluster.local()) {
      Puppet puppet = cluster.join("puppet", new Puppet());
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      puppet.perform(() -> {
        throw new UncheckedIOException("cannot append to wal: no", new IOException("no"));
      });
      while (cluster.isRunning("puppet")) {
        cluster.runFor(MS);
      }
      assertThat(cluster.await(prober.ping("athens", 1)).isOk()).isTrue();
      assertThat(events(cluster, Noted.class))
          .anyMatch(noted -> noted.remark().equals("stops: cannot append to wal: no"));
    }
  }

  @Test
  @DisplayName("A node that could not start does not keep its cluster from closing")
  void closeAfterFailedStart() {
    Cluster cluster = Cluster.local();
    assertThatThrownBy(() -> cluster.start(Stillborn::new, "athens"))
        .hasMessage("a node failed: cannot start");
    cluster.close();
  }

  @Test
  @DisplayName(
      "What only virtual time can do is refused, and the message says where it can be done")
  void simulatedOnly() {
    try (Cluster cluster = Cluster.local()) {
      cluster.start(Probe::new, "athens");
      List<Fault> refused = List.of(
          new Fault.Crash("athens", UnsyncedLoss.TORN),
          new Fault.CrashLoop("athens", MS, MS),
          new Fault.Failpoint("athens", Fault.Point.AFTER_SAVE, 1),
          new Fault.Overload("athens", 1, MS),
          new Fault.Drift("athens", 2),
          new Fault.DiskFull("athens", 0),
          new Fault.SlowDisk("athens", MS),
          new Fault.SyncFails("athens"),
          new Fault.BitRot("athens"));
      for (Fault fault : refused) {
        assertThatThrownBy(() -> cluster.begin(fault))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("a " + fault.kind().words() + " (" + fault.text() + ") needs virtual time"
                + " and simulated disks: take Cluster.simulated(seed)");
      }
      assertThat(events(cluster, FaultBegan.class)).isEmpty();
    }
  }

  @Test
  @DisplayName("A link keeps the order of its messages, however long each of them takes")
  void linkOrder() {
    try (Cluster cluster = Cluster.local()) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      cluster.network().latency(MS, MS.multipliedBy(20));
      for (long n = 1; n <= 400; n++) {
        cluster.await(prober.tell("athens", n, n));
      }
      cluster.network().latency(Duration.ZERO, Duration.ZERO);
      assertThat(cluster.await(prober.ping("athens", 1)).isOk())
          .as("the last one, behind all others")
          .isTrue();
      assertThat(cluster.state("athens", Probe.State.class).log())
          .isEqualTo(LongStream.rangeClosed(1, 400).boxed().toList());
    }
  }

  @Test
  @DisplayName("Reordering gives the order of a link up")
  void reordering() {
    try (Cluster cluster = Cluster.local()) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      cluster.network().latency(MS, MS.multipliedBy(20));
      cluster.network().reordering(true);
      cluster.await(prober.tell("athens", 1, 100));
      while (cluster.state("athens", Probe.State.class).log().size() < 100) {
        cluster.runFor(MS);
      }
      assertThat(cluster.state("athens", Probe.State.class).log())
          .isNotEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
    }
  }

  @Test
  @DisplayName(
      "What was under way when its sender crashed arrives or is dropped, and the trace says which")
  void underWay() {
    try (Cluster cluster = Cluster.local()) {
      cluster.start(Puppet::new, "athens", "byzantium");
      cluster.network().latency(MS.multipliedBy(100), MS.multipliedBy(100));
      cluster.await(((Puppet) cluster.nodeOf("athens")).tell("byzantium", 1, 10));
      cluster.crash("athens");
      cluster.runFor(MS.multipliedBy(300));
      List<Long> over = new ArrayList<>();
      events(cluster, Delivered.class).forEach(event -> over.add(event.id()));
      events(cluster, Dropped.class).forEach(event -> over.add(event.id()));
      assertThat(events(cluster, Sent.class)).hasSize(10);
      assertThat(over)
          .containsExactlyInAnyOrderElementsOf(
              events(cluster, Sent.class).stream().map(Sent::id).toList());
    }
  }

  @Test
  @DisplayName("A paused node that crashes handles nothing in between")
  void pauseThenCrash() {
    for (int round = 0; round < 50; round++) {
      try (Cluster cluster = Cluster.local()) {
        cluster.start(Probe::new, "athens");
        Probe prober = cluster.join("prober", new Probe());
        cluster.pause("athens");
        cluster.await(prober.tell("athens", 1, 50));
        cluster.runFor(MS.multipliedBy(2));
        cluster.crash("athens");
        assertThat(events(cluster, Delivered.class)).as("round " + round).isEmpty();
        assertThat(events(cluster, FaultEnded.class)).as("its pause").hasSize(1);
      }
    }
  }

  @Test
  @DisplayName("A pause ends once, though its time runs out while somebody resumes the node")
  void pauseEndsOnce() {
    try (Cluster cluster = Cluster.local()) {
      cluster.start(Probe::new, "athens");
      for (int i = 0; i < 300; i++) {
        cluster.pause("athens", MS);
        long until = System.nanoTime() + 1_000_000 + (i % 7) * 20_000;
        while (System.nanoTime() < until) {
          Thread.onSpinWait();
        }
        cluster.resume("athens");
      }
      cluster.runFor(MS.multipliedBy(20));
      List<Long> began =
          events(cluster, FaultBegan.class).stream().map(FaultBegan::fault).toList();
      assertThat(events(cluster, FaultEnded.class))
          .extracting(FaultEnded::fault)
          .isEqualTo(began);
    }
  }

  @Test
  @DisplayName("Who waits on an event loop is told at once that this would stop it")
  void awaitOnLoop() {
    try (Cluster cluster = Cluster.local()) {
      Puppet puppet = cluster.join("puppet", new Puppet());
      ConcurrentLinkedQueue<Throwable> refused = new ConcurrentLinkedQueue<>();
      cluster.await(puppet.perform(() -> {
        for (Runnable waiting : List.<Runnable>of(
            () -> cluster.await(Future.future(never -> {})), () -> cluster.runFor(MS))) {
          try {
            waiting.run();
          } catch (IllegalStateException refusal) {
            refused.add(refusal);
          }
        }
      }));
      assertThat(refused)
          .hasSize(2)
          .allSatisfy(refusal -> assertThat(refusal)
              .hasMessageContaining("waiting on the event loop 'vert.x-eventloop-thread-")
              .hasMessageContaining("wait on a thread of your own"));
    }
  }

  @Test
  @DisplayName("The DNS resolver of any other Vertx in this process is left alone")
  void dnsResolver() {
    String before = System.getProperty("vertx.disableDnsResolver");
    try (Cluster cluster = Cluster.local()) {
      cluster.join("puppet", new Puppet());
      assertThat(System.getProperty("vertx.disableDnsResolver")).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("A node may be asked by many threads at once, and each gets its answer")
  void manyThreads() throws InterruptedException {
    try (Cluster cluster = Cluster.local()) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      ConcurrentLinkedQueue<Future<Outcome<Probe.Message.Pong>>> asked =
          new ConcurrentLinkedQueue<>();
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        Thread thread = new Thread(() -> {
          for (int i = 0; i < 200; i++) {
            asked.add(prober.ping("athens", i));
          }
        });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      asked.forEach(pong -> assertThat(cluster.await(pong).isOk()).isTrue());
    }
  }

  @Test
  @DisplayName("Whatever is done to a node in whatever order, in the end it can be made to answer")
  void anyVerbs() {
    for (int seed = 1; seed <= 15; seed++) {
      Random random = new Random(seed);
      try (Cluster cluster = Cluster.local()) {
        cluster.start(Probe::new, "athens", "byzantium");
        Probe prober = cluster.join("prober", new Probe());
        boolean up = true;
        for (int i = 0; i < 40; i++) {
          prober.keepAt("athens", i);
          up = anyVerb(cluster, random.nextInt(6), up);
        }
        if (!up) {
          cluster.restart("athens");
        }
        cluster.resume("athens");
        cluster.slow("athens", Duration.ZERO);
        assertThat(cluster.await(prober.ping("athens", 1)).isOk())
            .as("seed " + seed)
            .isTrue();
      }
    }
  }

  /** Returns whether athens runs afterwards. */
  private static boolean anyVerb(Cluster cluster, int verb, boolean up) {
    if (!up) {
      if (verb == 0) {
        cluster.restart("athens");
      }
      return verb == 0;
    }
    switch (verb) {
      case 0 -> cluster.crash("athens");
      case 1 -> cluster.pause("athens");
      case 2 -> cluster.resume("athens");
      case 3 -> cluster.pause("athens", MS);
      case 4 -> cluster.slow("athens", MS);
      default -> cluster.slow("athens", Duration.ZERO);
    }
    return verb != 0;
  }
}
