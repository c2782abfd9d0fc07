package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.sim.RandomStream;
import dev.understudy.sim.SimulationFailure;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings({"try", "rawtypes", "unchecked", "serial", "this-escape"})
class ReviewReplicationTest {
  private static final int SEEDS = Integer.getInteger("understudy.chaos.seeds", 60);

  static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  static SimulatedDisk diskOf(Cluster cluster, String name) {
    try {
      var members = Cluster.class.getDeclaredField("members");
      members.setAccessible(true);
      Object member = ((Map<?, ?>) members.get(cluster)).get(name);
      var journal = member.getClass().getDeclaredField("journal");
      journal.setAccessible(true);
      Object wal = journal.get(member);
      var disk = wal.getClass().getDeclaredField("disk");
      disk.setAccessible(true);
      return (SimulatedDisk) disk.get(wal);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another chaos: so many nodes, appends whose doubling shows, torn crashes, several operators. */
  static String chaos(long seed, Mode mode, int nodes, int operators, boolean torn) {
    List<String> names =
        List.of("athens", "byzantium", "cyrene", "delphi", "ephesus").subList(0, nodes);
    RandomStream random = new RandomStream(seed, "review");
    try (Cluster cluster = Cluster.simulated(seed)) {
      cluster.start(() -> new Replica(mode), names.toArray(String[]::new));
      if (torn) {
        names.forEach(
            n -> diskOf(cluster, n).unsyncedLoss(random.pick(List.of(UnsyncedLoss.values()))));
      }
      List<Operator> ops = new ArrayList<>();
      List<Future<String>> promotions = new ArrayList<>();
      for (int i = 0; i < operators; i++) {
        ops.add(cluster.join("operator" + i, new Operator(mode)));
        promotions.add(Future.succeededFuture(""));
      }
      List<String> down = new ArrayList<>();
      Map<String, Future<Outcome<String>>> writes = new LinkedHashMap<>();
      int n = 0;
      for (int round = 0; round < 25; round++) {
        for (String c : List.of("alice", "bob")) {
          Client client = cluster.client(c);
          for (int i = random.nextInt(6); i > 0; i--) {
            String token = "<" + ++n + ">";
            writes.put(token, client.append("log", token));
          }
        }
        String node = random.pick(names);
        switch (random.nextInt(10)) {
          case 0, 1 -> {
            if (!down.contains(node)) {
              cluster.crash(node);
              down.add(node);
            } else {
              cluster.restart(node);
              down.remove(node);
            }
          }
          case 2 -> {
            if (!down.contains(node)) {
              cluster.pause(node, random.nextDuration(ms(10), ms(900)));
            }
          }
          case 3 -> cluster.isolate(node);
          case 4 -> cluster.cut(node, random.pick(names));
          case 5 -> cluster.lose(random.nextDouble() * 0.3);
          case 6 -> {
            cluster.network().duplication(0.3);
            cluster.network().reordering(random.nextBoolean());
          }
          case 7 -> {
            if (!down.contains(node)) {
              cluster.slow(node, random.nextBoolean() ? Duration.ZERO : ms(3));
            }
          }
          case 8 -> {
            int cut = 1 + random.nextInt(nodes - 1);
            cluster.partition(
                String.join(" ", names.subList(0, cut)) + " operator0 alice",
                String.join(" ", names.subList(cut, nodes)) + " bob"
                    + (operators > 1 ? " operator1" : ""));
          }
          default -> {
            cluster.heal();
            if (!down.isEmpty()) {
              cluster.restart(down.remove(0));
            }
          }
        }
        for (int i = 0; i < operators; i++) {
          if (promotions.get(i).isComplete() && random.chance(0.4)) {
            promotions.set(i, ops.get(i).promoteAfter(random.nextDuration(ms(10), ms(500))));
          }
        }
        cluster.runFor(random.nextDuration(ms(1), ms(300)));
      }
      cluster.heal();
      down.forEach(cluster::restart);
      names.forEach(cluster::resume);
      names.forEach(name -> cluster.slow(name, Duration.ZERO));
      for (Future<String> promotion : promotions) {
        cluster.await(promotion);
      }
      cluster.await(ops.get(0).promoteAfter(ms(100)));
      for (Future<Outcome<String>> write : writes.values()) {
        cluster.await(write);
      }
      Outcome<String> last = cluster.await(cluster.client("carol").get("log"));
      if (!last.isOk()) {
        return "L the healed cluster does not answer: " + last;
      }
      String log = String.valueOf(((Outcome.Ok<String>) last).value());
      for (var write : writes.entrySet()) {
        int times = (log.length() - log.replace(write.getKey(), "").length())
            / write.getKey().length();
        if (times > 1
            || times == 0 && mode != Mode.ASYNC && write.getValue().result().isOk()) {
          return "R1/X " + write.getKey() + " is there " + times + " times; "
              + write.getValue().result();
        }
        if (times > 0 && write.getValue().result() instanceof Outcome.Fail<String> f) {
          return "X a failed write happened: " + f;
        }
      }
      return "";
    } catch (SimulationFailure failure) {
      return failure.getMessage();
    }
  }

  private static void run(IntFunction<String> chaos) {
    Map<String, Integer> found = new TreeMap<>();
    Map<String, Integer> first = new TreeMap<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      String violation = chaos.apply(seed);
      if (!violation.isEmpty()) {
        String kind = violation
            .replaceAll("[0-9]+", "#")
            .replaceAll("athens|byzantium|cyrene|delphi|ephesus", "NODE");
        found.merge(kind, 1, Integer::sum);
        first.putIfAbsent(kind, seed);
      }
    }
    assertThat(found)
        .as("violations of " + SEEDS + " seeds; first seeds " + first)
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  @DisplayName(
      "V1 Five nodes, torn crashes, partitions, reordering, slow nodes; appends are applied once")
  void five(Mode mode) {
    run(seed -> chaos(seed, mode, 5, 1, true));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  @DisplayName("V1b The same with three nodes")
  void three(Mode mode) {
    run(seed -> chaos(seed, mode, 3, 1, true));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  @DisplayName("V2 O1 also with two operators at once an epoch has at most one leader")
  void twoOperators(Mode mode) {
    run(seed -> chaos(seed, mode, 3, 2, false));
  }

  @Test
  @DisplayName("V3 O1 Two operators who act at the same time make no two leaders of one epoch")
  void twoOperatorsShort() {
    run(seed -> {
      try (Cluster cluster = Cluster.simulated(seed)) {
        cluster.start(() -> new Replica(Mode.QUORUM), "athens", "byzantium", "cyrene");
        Operator one = cluster.join("one", new Operator(Mode.QUORUM));
        Operator two = cluster.join("two", new Operator(Mode.QUORUM));
        cluster.cut("one", "athens"); // so the two of them see different members
        cluster.cut("two", "byzantium");
        one.promoteAfter(ms(10));
        two.promoteAfter(ms(10));
        cluster.runFor(Duration.ofSeconds(2));
        return "";
      } catch (SimulationFailure failure) {
        return failure.getMessage();
      }
    });
  }

  @Test
  @DisplayName("V4 promoteAfter twice in a row completes both futures, at every distance")
  void promoteTwice() {
    run(seed -> {
      try (Cluster cluster = Cluster.simulated(seed)) {
        cluster.start(() -> new Replica(Mode.QUORUM), "athens", "byzantium", "cyrene");
        Operator operator = cluster.join("operator", new Operator(Mode.QUORUM));
        Future<String> first = operator.promoteAfter(ms(1));
        cluster.runFor(Duration.ofNanos(seed * 200_000L));
        Future<String> second = operator.promoteAfter(ms(1));
        cluster.runFor(Duration.ofSeconds(30));
        return first.isComplete() && second.isComplete()
            ? ""
            : "first " + first.isComplete() + ", second " + second.isComplete();
      } catch (SimulationFailure failure) {
        return failure.getMessage();
      }
    });
  }

  /** Longer than a record of the journal may be. */
  private static final String HUGE = "x".repeat(17 << 20);

  @Test
  @DisplayName("V5 A client's too long value ends its own call, and not the leader")
  void poison() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(() -> new Replica(Mode.QUORUM), "athens", "byzantium", "cyrene");
      Client mallory = cluster.client("mallory");
      Outcome<String> outcome = cluster.await(mallory.put("toy", HUGE));
      assertThat(outcome).isInstanceOf(Outcome.Fail.class);
      assertThat(cluster.await(cluster.client("bob").put("paw", "left")).isOk()).isTrue();
    }
  }

  private static void ignoring(Runnable action) {
    try {
      action.run();
    } catch (SimulationFailure expected) {
      // the handler failed; the notebook goes on
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  @DisplayName("V6 After a write that the journal refused, memory and disk hold the same log")
  void memoryAndDiskDiffer(Mode mode) {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(() -> new Replica(mode), "athens", "byzantium", "cyrene");
      Client alice = cluster.client("alice");
      cluster.await(alice.put("a", "1"));
      cluster.client("mallory").put("toy", HUGE);
      ignoring(() -> cluster.runFor(ms(5)));
      Future<Outcome<String>> later = alice.put("b", "2");
      for (int i = 0; i < 20; i++) {
        ignoring(() -> cluster.runFor(ms(50)));
      }
      boolean acknowledged = later.isComplete() && later.result().isOk();
      long before = cluster.state("athens", Replica.State.class).log().stream()
          .filter(e -> e.request() != null && e.request().client().equals("mallory"))
          .count();
      cluster.crash("mallory");
      for (String n : cluster.members()) {
        cluster.crash(n);
      }
      for (String n : cluster.members()) {
        cluster.restart(n);
      }
      long after = cluster.state("athens", Replica.State.class).log().stream()
          .filter(e -> e.request() != null && e.request().client().equals("mallory"))
          .count();
      for (int i = 0; i < 20; i++) {
        ignoring(() -> cluster.runFor(ms(50)));
      }
      System.out.println("V6 " + mode + " acknowledged " + acknowledged + ", mallory's entries "
          + before + " then " + after + ", content "
          + cluster.state("athens", Replica.State.class).content().keySet());
      assertThat(before).as("entries that only memory held").isEqualTo(after);
      if (acknowledged) {
        assertThat(cluster.state("athens", Replica.State.class).content()).containsKeys("a", "b");
      }
    }
  }

  @Test
  @DisplayName(
      "V7 A new operator, after one that crashed in the middle, makes no second leader of an epoch")
  void replacedOperator() {
    run(seed -> {
      try (Cluster cluster = Cluster.simulated(seed)) {
        cluster.start(() -> new Replica(Mode.QUORUM), "athens", "byzantium", "cyrene");
        Operator one = cluster.join("one", new Operator(Mode.QUORUM));
        cluster.cut("one", "cyrene");
        for (String m : cluster.members()) {
          cluster.network().latency("one", m, ms(1), ms(40));
        }
        one.promoteAfter(ms(10));
        cluster.runFor(ms(20 + seed % 60));
        cluster.crash("one");
        Operator two = cluster.join("two", new Operator(Mode.QUORUM));
        cluster.cut("two", "athens");
        two.promoteAfter(ms(1));
        cluster.runFor(Duration.ofSeconds(2));
        return "";
      } catch (SimulationFailure failure) {
        return failure.getMessage();
      }
    });
  }

  @Test
  @DisplayName(
      "V8 A log longer than what may be under way is shipped to a new, empty or far-back follower")
  void longLog() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(() -> new Replica(Mode.QUORUM), "athens", "byzantium", "cyrene");
      Operator operator = cluster.join("operator", new Operator(Mode.QUORUM));
      cluster.crash("cyrene");
      Client alice = cluster.client("alice");
      Future<Outcome<String>> last = null;
      for (int i = 0; i < 9000; i++) {
        last = alice.put("k" + i % 10, "v" + i);
      }
      cluster.await(last);
      cluster.restart("cyrene");
      cluster.await(operator.promoteAfter(ms(1)));
      assertThat(cluster.await(alice.put("x", "y")).isOk()).isTrue();
      cluster.runFor(Duration.ofSeconds(2));
      assertThat(cluster.state("cyrene", Replica.State.class).lastIndex())
          .isEqualTo(cluster.state("athens", Replica.State.class).lastIndex());
    }
  }

  @Test
  @DisplayName(
      "V9 R1 With QUORUM and two operators no acknowledged write is lost (seed 201 loses one, silently)")
  void twoOperatorsLose() {
    assertThat(chaos(201, Mode.QUORUM, 3, 2, false)).isEmpty();
  }

  @Test
  @DisplayName(
      "V10 R1, O1 Two operators: the same epoch twice, and an acknowledged write is gone without a word")
  void twoOperatorsSchedule() {
    try (Cluster cluster = Cluster.simulated(1)) {
      cluster.start(() -> new Replica(Mode.QUORUM), "athens", "byzantium", "cyrene");
      Operator one = cluster.join("one", new Operator(Mode.QUORUM));
      Operator two = cluster.join("two", new Operator(Mode.QUORUM));
      Client alice = cluster.client("alice");
      Client bob = cluster.client("bob");
      cluster.cut("one", "byzantium");
      cluster.cut("two", "athens");
      for (String leader : List.of("athens", "byzantium")) {
        for (String other : cluster.members()) {
          if (!leader.equals(other)) {
            cluster.network().cut(leader, other);
          }
        }
      }
      one.promoteAfter(ms(10));
      two.promoteAfter(ms(10));
      cluster.runFor(ms(700));
      cluster.network().mend("athens", "cyrene");
      cluster.cut("alice", "byzantium");
      cluster.cut("bob", "athens");
      for (int i = 0; i < 5; i++) {
        bob.put("paw/" + i, "left");
      }
      Outcome<String> acknowledged = cluster.await(alice.put("toy", "here"));
      cluster.runFor(ms(500));
      System.out.println("V10 " + acknowledged + " "
          + cluster.members().stream()
              .map(n -> cluster.state(n, Replica.State.class))
              .map(st -> st.role() + " of " + st.epoch() + ", " + st.log())
              .toList());
      cluster.crash("athens");
      cluster.cut("one", "byzantium");
      cluster.cut("one", "cyrene");
      cluster.runFor(ms(500));
      cluster.await(two.promoteAfter(ms(10)));
      cluster.heal();
      cluster.restart("athens");
      cluster.runFor(Duration.ofSeconds(2));
      Outcome<String> found = cluster.await(cluster.client("carol").get("toy"));
      assertThat(acknowledged.isOk()).isTrue();
      assertThat(found).isEqualTo(Outcome.ok("here"));
    }
  }
}
