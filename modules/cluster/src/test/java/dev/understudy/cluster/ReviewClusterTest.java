package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.Scenario.Verdict;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(40)
@SuppressWarnings({"try", "rawtypes", "unchecked", "serial", "this-escape"})
class ReviewClusterTest {
  static final Duration MS = Duration.ofMillis(1);

  /** A probe that fails, breaks an invariant or says something odd when told so. */
  static class Odd extends Probe {
    private boolean broken;

    @Override
    protected void checkInvariants() {
      InvariantBroken.unless(!broken, "X1 not broken", "it is");
    }

    Future<Void> breakInvariant() {
      return begin(p -> broken = true);
    }

    Future<Void> doIt(Consumer<Odd> what) {
      return begin(p -> {
        what.accept(this);
        p.complete();
      });
    }
  }

  record Text(String text) {}

  static SimulatedDisk diskOf(Cluster cluster, String name) {
    try {
      var members = Cluster.class.getDeclaredField("members");
      members.setAccessible(true);
      Object member = ((Map<?, ?>) members.get(cluster)).get(name);
      var journal = member.getClass().getDeclaredField("journal");
      journal.setAccessible(true);
      var disk = WalJournal.class.getDeclaredField("disk");
      disk.setAccessible(true);
      return (SimulatedDisk) disk.get(journal.get(member));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void ignoring(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException expected) {
      // the failure that the test provokes
    }
  }

  @Test
  @DisplayName("C01 A scenario in which an invariant breaks ends with a verdict, not an exception")
  void scenarioInvariant() {
    Scenario scenario = new Scenario("x", "y", cluster -> {
      Odd odd = cluster.join("odd", new Odd());
      odd.breakInvariant();
      cluster.runFor(MS.multipliedBy(100));
      return new Verdict(true, "fine");
    });
    assertThat(scenario.run(1).verdict().holds()).isFalse();
  }

  @Test
  @DisplayName(
      "C02 A slow node that is made quick again is quick at once, not after its last long event")
  void slowThenQuick() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      cluster.slow("athens", Duration.ofSeconds(60));
      prober.ping("athens", 1);
      cluster.runFor(Duration.ofSeconds(1));
      cluster.slow("athens", Duration.ZERO);
      assertThat(cluster.await(prober.ping("athens", 2)).isOk()).isTrue();
    }
  }

  @Test
  @DisplayName("C03 What a handler said before its save failed is never heard (disk full)")
  void diskFull() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      diskOf(cluster, "athens").full(0);
      Future<Outcome<Probe.Message.Kept>> kept = prober.keepAt("athens", 7);
      ignoring(() -> cluster.runFor(MS.multipliedBy(50)));
      ignoring(() -> cluster.await(prober.ping("athens", 1)));
      ignoring(() -> cluster.runFor(Duration.ofSeconds(1)));
      boolean confirmed = kept.isComplete() && kept.result().isOk();
      cluster.crash("athens");
      diskOf(cluster, "athens").full(Long.MAX_VALUE);
      cluster.restart("athens");
      long found = cluster.state("athens", Probe.State.class).kept();
      assertThat(confirmed && found != 7)
          .as("confirmed, and forgotten: " + found)
          .isFalse();
    }
  }

  @Test
  @DisplayName("C04 A failing sync stops the node before it says anything, and it starts again")
  void failingSync() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      diskOf(cluster, "athens").failNextSync();
      assertThat(cluster.await(prober.keepAt("athens", 7)).isOk()).isFalse();
      assertThat(cluster.await(prober.ping("athens", 7)).isOk()).isFalse();
      long dropped = cluster.trace().events().stream()
          .filter(e -> e instanceof TraceEvent.Dropped)
          .count();
      cluster.crash("athens");
      cluster.restart("athens");
      assertThat(cluster.await(prober.ping("athens", 7)).isOk()).isTrue();
      assertThat(dropped)
          .as("the ping to the stopped node was lost, and the trace says so")
          .isPositive();
    }
  }

  @Test
  @DisplayName("C05 Torn crashes: what was confirmed is there after the restart")
  void torn() {
    for (UnsyncedLoss loss : UnsyncedLoss.values()) {
      for (long seed = 1; seed <= 100; seed++) {
        try (Cluster cluster = Cluster.simulated(seed)) {
          cluster.start(Probe::new, "athens");
          Probe prober = cluster.join("prober", new Probe());
          diskOf(cluster, "athens").unsyncedLoss(loss);
          var random = new dev.understudy.sim.RandomStream(seed, "test");
          for (long n = 1; n <= 10; n++) {
            var asked = prober.keepAt("athens", n);
            cluster.runFor(random.nextDuration(Duration.ZERO, Duration.ofMillis(6)));
            boolean confirmed = asked.isComplete() && asked.result().isOk();
            cluster.crash("athens");
            cluster.restart("athens");
            if (confirmed) {
              assertThat(cluster.state("athens", Probe.State.class).kept())
                  .as(loss + " seed " + seed)
                  .isGreaterThanOrEqualTo(n);
            }
            cluster.await(asked);
          }
        }
      }
    }
  }

  @Test
  @DisplayName("C06 Local: after a node failed, close() still closes, without an exception")
  void localCloseAfterFailure() {
    Cluster cluster = Cluster.local();
    Odd odd = cluster.join("odd", new Odd());
    ignoring(() -> cluster.await(odd.doIt(o -> {
      throw new IllegalStateException("a bug in a handler");
    })));
    cluster.close();
    assertThat(loopThreads()).as("event loops that still run").isZero();
  }

  static long loopThreads() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("vert.x-eventloop"))
        .count();
  }

  /** Its state can be asked for only once it has started, as that of every replica. */
  static class Late extends Probe {
    private Text text;

    @Override
    protected void onStart() {
      throw new IllegalStateException("cannot start");
    }

    @Override
    public State state() {
      return new State(text.text().length(), List.of(), List.of());
    }
  }

  @Test
  @DisplayName("C07 Local: after a node that could not start, close() still closes")
  void localCloseAfterFailedStart() {
    Cluster cluster = Cluster.local();
    ignoring(() -> cluster.start(Late::new, "late"));
    cluster.close();
  }

  @Test
  @DisplayName("C08 Local: a link keeps the order of its messages when delays vary")
  void localOrder() {
    try (Cluster cluster = Cluster.local()) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      cluster.network().latency(MS, MS.multipliedBy(20));
      for (long n = 1; n <= 400; n++) {
        cluster.await(prober.tell("athens", n, n));
      }
      cluster.runFor(MS.multipliedBy(100));
      List<Long> log = cluster.state("athens", Probe.State.class).log();
      assertThat(log).isEqualTo(LongStream.rangeClosed(1, 400).boxed().toList());
    }
  }

  @Test
  @DisplayName(
      "C09 Local: what was under way when its sender crashed is delivered or dropped, and the trace says which")
  void localUnderWay() {
    try (Cluster cluster = Cluster.local()) {
      cluster.start(Probe::new, "athens", "byzantium");
      cluster.network().latency(MS.multipliedBy(100), MS.multipliedBy(100));
      cluster.await(((Probe) cluster.nodeOf("athens")).tell("byzantium", 1, 10));
      cluster.crash("athens");
      cluster.runFor(MS.multipliedBy(300));
      accounted(cluster);
    }
  }

  private static void accounted(Cluster cluster) {
    var events = cluster.trace().events();
    var over = events.stream()
        .map(e -> e instanceof TraceEvent.Delivered d
            ? d.id()
            : e instanceof TraceEvent.Dropped d ? d.id() : 0L)
        .toList();
    assertThat(events.stream()
            .filter(e -> e instanceof TraceEvent.Sent s && !over.contains(s.id())))
        .as("sent, and neither delivered nor dropped")
        .isEmpty();
  }

  @Test
  @DisplayName(
      "C10 Simulated: every message sent is delivered or dropped in the trace, also to a paused node that crashes")
  void simulatedAccounted() {
    try (Cluster cluster = Cluster.simulated(3)) {
      cluster.start(Probe::new, "athens", "byzantium");
      cluster.pause("byzantium");
      ((Probe) cluster.nodeOf("athens")).tell("byzantium", 1, 10);
      cluster.runFor(MS.multipliedBy(20));
      cluster.crash("byzantium");
      cluster.runFor(MS.multipliedBy(20));
      accounted(cluster);
    }
  }

  @Test
  @DisplayName("C11 Local: a paused node that is crashed handles nothing in between")
  void localPauseThenCrash() {
    for (int i = 0; i < 150; i++) {
      try (Cluster cluster = Cluster.local()) {
        cluster.start(Probe::new, "athens");
        Probe prober = cluster.join("prober", new Probe());
        cluster.pause("athens");
        cluster.await(prober.tell("athens", 1, 50));
        cluster.runFor(MS.multipliedBy(2));
        cluster.crash("athens");
        assertThat(cluster.trace().events().stream()
                .filter(e -> e instanceof TraceEvent.Delivered d && d.to().equals("athens")))
            .as("round " + i)
            .isEmpty();
      }
    }
  }

  @Test
  @DisplayName("C12 Local: pauses with a duration and resume() end each pause once")
  void localPauseRace() {
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
      long began = cluster.trace().events().stream()
          .filter(TraceEvent.FaultBegan.class::isInstance)
          .count();
      List<Long> ended = cluster.trace().events().stream()
          .filter(TraceEvent.FaultEnded.class::isInstance)
          .map(e -> ((TraceEvent.FaultEnded) e).fault())
          .toList();
      assertThat(ended).doesNotHaveDuplicates().hasSize((int) began);
    }
  }

  @Test
  @DisplayName("C13 Local: awaiting on an event loop is refused, not a silent minute")
  void localAwaitOnLoop() {
    try (Cluster cluster = Cluster.local()) {
      cluster.start(Probe::new, "athens");
      Odd odd = cluster.join("odd", new Odd());
      List<String> seen = new ArrayList<>();
      Future<Void> done = odd.doIt(o -> {
        long t = System.nanoTime();
        try {
          cluster.await(Future.future(p -> {}));
        } catch (RuntimeException e) {
          seen.add(e.getMessage() + " after " + (System.nanoTime() - t) / 1_000_000_000 + " s");
        }
      });
      try {
        Thread.sleep(3000);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      assertThat(seen).as("refused within three seconds").isNotEmpty();
      assertThat(done).isNotNull();
    }
  }

  @Test
  @DisplayName("C14 Local: the DNS resolver of other Vertx instances is left alone")
  void localProperty() {
    String before = System.getProperty("vertx.disableDnsResolver");
    try (Cluster cluster = Cluster.local()) {
      assertThat(System.getProperty("vertx.disableDnsResolver")).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("C15 A client that joined before the members says so in words")
  void clientFirst() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Client alice = cluster.client("alice");
      assertThatThrownBy(() -> cluster.await(alice.put("k", "v"))).hasMessageNotContaining("Index");
    }
  }

  /** Messages with collections that have no order of their own. */
  record Bag(long[] numbers) {}

  record Unordered(Map<String, Integer> map) {}

  @Test
  @DisplayName("M1 A message with an array gives the same trace hash twice in one JVM")
  void hashOfArrays() {
    assertThat(hashOf(new Bag(new long[] {1, 2}))).isEqualTo(hashOf(new Bag(new long[] {1, 2})));
  }

  private static long hashOf(Record saved) {
    try (Cluster cluster = Cluster.simulated(1)) {
      Odd odd = cluster.join("odd", new Odd());
      cluster.await(odd.doIt(o -> o.save(saved)));
      return cluster.trace().hash();
    }
  }

  @Test
  @DisplayName("M1 Equal maps give equal bytes and equal trace hashes")
  void equalMaps() {
    Map<String, Integer> one = new HashMap<>();
    Map<String, Integer> two = new HashMap<>(1024);
    for (String key : List.of("Aa", "BB", "left", "right", "paw", "toy", "nose", "ear")) {
      one.put(key, 1);
    }
    for (String key : List.of("ear", "nose", "toy", "paw", "right", "left", "BB", "Aa")) {
      two.put(key, 1);
    }
    Unordered a = new Unordered(one);
    Unordered b = new Unordered(two);
    assertThat(a).isEqualTo(b);
    RecordCodec codec = new RecordCodec();
    assertThat(codec.encode(a)).isEqualTo(codec.encode(b));
    assertThat(hashOf(a)).isEqualTo(hashOf(b));
  }

  record Names(Map<String, Integer> names) {}

  record Big(java.math.BigInteger number) {}

  record Größe(long meter) {}

  @Test
  @DisplayName("K1 What the codec writes it reads: a long key")
  void longKey() {
    RecordCodec codec = new RecordCodec();
    Names names = new Names(Map.of("x".repeat(60_000), 1));
    assertThat(codec.decode(codec.encode(names), Names.class)).isEqualTo(names);
  }

  @Test
  @DisplayName("K2 What the codec writes it reads: a long number")
  void longNumber() {
    RecordCodec codec = new RecordCodec();
    Big big = new Big(java.math.BigInteger.TEN.pow(2000));
    assertThat(codec.decode(codec.encode(big), Big.class)).isEqualTo(big);
  }

  @Test
  @DisplayName("K3 A saved record of any legal name is there after a restart")
  void recordName() {
    List<Object> found = new ArrayList<>();
    class Metre extends Odd {
      @Override
      protected void onStart() {
        load(Größe.class).ifPresent(found::add);
      }
    }
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(Metre::new, "athens");
      cluster.await(((Metre) cluster.nodeOf("athens")).doIt(m -> m.save(new Größe(3))));
      cluster.crash("athens");
      cluster.restart("athens");
      assertThat(found).containsExactly(new Größe(3));
    }
  }

  @Test
  @DisplayName("K4 Two appended types are not mixed up when one is loaded")
  void twoEntryTypes() {
    record A(long n) {}
    record B(long n) {}
    List<Object> found = new ArrayList<>();
    class Two extends Odd {
      @Override
      protected void onStart() {
        found.addAll(loadLog(A.class));
      }
    }
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(Two::new, "athens");
      cluster.await(((Two) cluster.nodeOf("athens")).doIt(m -> {
        m.append(new A(1));
        m.append(new B(2));
      }));
      cluster.crash("athens");
      try {
        cluster.restart("athens");
      } catch (RuntimeException refused) {
        return;
      }
      assertThat(found).as("a B was read as an A").doesNotContain(new A(2));
    }
  }

  @Test
  @DisplayName("C16 After a restart that failed the node can be crashed and restarted again")
  void failedRestart() {
    boolean[] fails = {false};
    class Picky extends Odd {
      @Override
      protected void onStart() {
        if (fails[0]) {
          throw new IllegalStateException("not today");
        }
      }
    }
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(Picky::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      cluster.crash("athens");
      fails[0] = true;
      ignoring(() -> cluster.restart("athens"));
      fails[0] = false;
      cluster.crash("athens");
      cluster.restart("athens");
      assertThat(cluster.await(prober.ping("athens", 1)).isOk()).isTrue();
    }
  }

  @Test
  @DisplayName(
      "C17 After a handler failed, the events that waited with it are not stuck until the next one")
  void afterException() {
    try (Cluster cluster = Cluster.simulated(1)) {
      Odd odd = cluster.join("odd", new Odd());
      Future<Void> first = odd.doIt(o -> {
        throw new IllegalStateException("bug");
      });
      Future<Void> second = odd.doIt(o -> {});
      ignoring(() -> cluster.runFor(MS));
      ignoring(() -> cluster.runFor(Duration.ofSeconds(1)));
      assertThat(first.isComplete()).isFalse();
      assertThat(second.isComplete())
          .as("handled, or the node is known to be dead")
          .isTrue();
    }
  }

  @Test
  @DisplayName(
      "C18 A pause with a duration that began before a crash and restart does not end a later pause")
  void oldPause() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(Probe::new, "athens");
      cluster.pause("athens", MS.multipliedBy(50));
      cluster.crash("athens");
      cluster.restart("athens");
      cluster.pause("athens");
      Duration at = cluster.now();
      cluster.runFor(MS.multipliedBy(200));
      assertThat(at).isLessThan(MS.multipliedBy(50));
      assertThat(cluster.trace().events().stream()
              .filter(e ->
                  e instanceof TraceEvent.FaultEnded f && f.kind() == TraceEvent.FaultKind.PAUSE))
          .hasSize(1);
    }
  }

  @Test
  @DisplayName(
      "C19 What a paused client was asked completes after it is resumed, from many threads too (local)")
  void manyThreads() throws Exception {
    try (Cluster cluster = Cluster.local()) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      List<Future<?>> all = java.util.Collections.synchronizedList(new ArrayList<>());
      Thread[] threads = new Thread[8];
      for (int t = 0; t < 8; t++) {
        threads[t] = new Thread(() -> {
          for (int i = 0; i < 500; i++) {
            all.add(prober.ping("athens", i));
          }
        });
        threads[t].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      for (Future<?> f : List.copyOf(all)) {
        assertThat(((Outcome<?>) cluster.await(f)).isOk()).isTrue();
      }
    }
  }

  @Test
  @DisplayName("C20 Local: pause, slow, crash, restart in random order never hangs and ends well")
  void localVerbs() {
    for (int seed = 1; seed <= 15; seed++) {
      var random = new java.util.Random(seed);
      try (Cluster cluster = Cluster.local()) {
        cluster.start(Probe::new, "athens", "byzantium");
        Probe prober = cluster.join("prober", new Probe());
        boolean up = true;
        for (int i = 0; i < 40; i++) {
          prober.keepAt("athens", i);
          switch (random.nextInt(6)) {
            case 0 -> {
              if (up) {
                cluster.crash("athens");
              } else {
                cluster.restart("athens");
              }
              up = !up;
            }
            case 1 -> {
              if (up) {
                cluster.pause("athens");
              }
            }
            case 2 -> cluster.resume("athens");
            case 3 -> {
              if (up) {
                cluster.pause("athens", MS);
              }
            }
            case 4 -> {
              if (up) {
                cluster.slow("athens", MS);
              }
            }
            default -> {
              if (up) {
                cluster.slow("athens", Duration.ZERO);
              }
            }
          }
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

  @Test
  @DisplayName("C21 The pending call of a client that crashes is told unknown, not left open")
  void clientCrashed() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      cluster.pause("athens");
      Future<?> asked = prober.ping("athens", 1);
      cluster.crash("prober");
      assertThat(cluster.await(asked)).isNotNull();
    }
  }

  @Test
  @DisplayName(
      "C22 The trace does not say that messages are lost when none is: lose(0) ends the fault")
  void loseZero() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(Probe::new, "athens");
      cluster.lose(0.5);
      cluster.lose(0);
      long began = cluster.trace().events().stream()
          .filter(TraceEvent.FaultBegan.class::isInstance)
          .count();
      long ended = cluster.trace().events().stream()
          .filter(TraceEvent.FaultEnded.class::isInstance)
          .count();
      assertThat(ended).isEqualTo(began);
    }
  }

  @Test
  @DisplayName("C23 A new partition ends the one that it replaces in the trace")
  void replacedPartition() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(Probe::new, "athens", "byzantium", "cyrene");
      cluster.partition("athens", "byzantium cyrene");
      cluster.partition("athens byzantium", "cyrene");
      assertThat(cluster.trace().events().stream().filter(TraceEvent.FaultEnded.class::isInstance))
          .hasSize(1);
    }
  }

  @Test
  @DisplayName(
      "C24 reply() in the answer to an ask answers the one who asked us, and throws in neither outcome")
  void replyAfterAsk() {
    class Relay extends Odd {
      private Handlers relay;

      @Override
      protected Handlers handlers() {
        return Handlers.of(Message.class)
            .on(
                Message.Ping.class,
                (from, ping) -> ask(
                    "cyrene",
                    new Message.Keep(1),
                    MS.multipliedBy(100),
                    Message.Kept.class,
                    outcome -> reply(new Message.Pong(ping.number()))))
            .answers(Message.Keep.class, Message.Kept.class, Message.Pong.class);
      }
    }
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(Relay::new, "athens");
      cluster.start(Probe::new, "cyrene");
      Probe prober = cluster.join("prober", new Probe());
      assertThat(cluster.await(prober.ping("athens", 1)).isOk())
          .as("cyrene answers")
          .isTrue();
    }
  }

  @Test
  @DisplayName("C25 A long-lived cluster forgets its crashed incarnations")
  void growth() throws Exception {
    try (Cluster cluster = Cluster.simulated(1)) {
      List<java.lang.ref.WeakReference<Node>> old = new ArrayList<>();
      cluster.start(Probe::new, "athens");
      for (int i = 0; i < 50; i++) {
        old.add(new java.lang.ref.WeakReference<>(cluster.nodeOf("athens")));
        cluster.crash("athens");
        cluster.restart("athens");
      }
      for (int i = 0; i < 5; i++) {
        System.gc();
        Thread.sleep(20);
      }
      assertThat(old.stream().filter(r -> r.get() != null).count()).isLessThan(5);
    }
  }
}
