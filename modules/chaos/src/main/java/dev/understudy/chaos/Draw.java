package dev.understudy.chaos;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.Bridge;
import dev.understudy.cluster.fault.Fault.Broken;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.fault.Fault.CrashLoop;
import dev.understudy.cluster.fault.Fault.Delay;
import dev.understudy.cluster.fault.Fault.DiskFull;
import dev.understudy.cluster.fault.Fault.DiskLost;
import dev.understudy.cluster.fault.Fault.Drift;
import dev.understudy.cluster.fault.Fault.Duplication;
import dev.understudy.cluster.fault.Fault.Failpoint;
import dev.understudy.cluster.fault.Fault.Flapping;
import dev.understudy.cluster.fault.Fault.Isolate;
import dev.understudy.cluster.fault.Fault.Loss;
import dev.understudy.cluster.fault.Fault.MajoritiesRing;
import dev.understudy.cluster.fault.Fault.OneWay;
import dev.understudy.cluster.fault.Fault.Overload;
import dev.understudy.cluster.fault.Fault.Partition;
import dev.understudy.cluster.fault.Fault.Pause;
import dev.understudy.cluster.fault.Fault.Point;
import dev.understudy.cluster.fault.Fault.RegionLoss;
import dev.understudy.cluster.fault.Fault.Reordering;
import dev.understudy.cluster.fault.Fault.Skew;
import dev.understudy.cluster.fault.Fault.Slow;
import dev.understudy.cluster.fault.Fault.SlowDisk;
import dev.understudy.cluster.fault.Fault.Step;
import dev.understudy.cluster.fault.Fault.SyncFails;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws a fault of a kind among some nodes. */
final class Draw {
  @FunctionalInterface
  private interface Drawing {
    Fault draw();
  }

  private static final List<Class<? extends Fault>> OF_TWO_SIDES =
      List.of(Partition.class, OneWay.class, Broken.class, Flapping.class, RegionLoss.class);

  private final RandomStream random;
  private final List<String> nodes;
  private final List<String> bystanders;

  /** Between whom links break: the members, or a lone one and its bystanders. */
  private final List<String> ends;

  private final List<String> types;

  private final Map<Class<? extends Fault>, Drawing> drawings = new LinkedHashMap<>();

  /** Draws for this subject, of whose members these take part. */
  Draw(RandomStream random, List<String> nodes, Subject subject) {
    this.random = random;
    this.nodes = nodes;
    types = MessageTypes.of(subject.messages());
    List<String> bystanders = subject.bystanders();
    this.bystanders = nodes.size() == 1 ? List.of() : bystanders;
    ends = new ArrayList<>(nodes);
    ends.addAll(nodes.size() == 1 ? bystanders : List.of());
    ofNodes();
    ofClocks();
    ofLinks();
    ofMessages();
    ofDisks();
  }

  /** A fault of this kind. */
  Fault of(Class<? extends Fault> kind) {
    return drawings.get(kind).draw();
  }

  /** Whether a fault of this kind can be drawn at all, for so few nodes. */
  boolean knows(Class<? extends Fault> kind) {
    List<String> possible = OF_TWO_SIDES.contains(kind) ? ends : nodes;
    return drawings.containsKey(kind) && possible.size() >= leastNodes(kind);
  }

  private static int leastNodes(Class<? extends Fault> kind) {
    if (kind == MajoritiesRing.class) {
      return 4;
    }
    if (kind == Bridge.class) {
      return 3;
    }
    return OF_TWO_SIDES.contains(kind) ? 2 : 1;
  }

  private void ofNodes() {
    drawings.put(Crash.class, () -> new Crash(node(), null));
    drawings.put(CrashLoop.class, () -> new CrashLoop(node(), ms(20, 400), ms(5, 200)));
    drawings.put(
        Failpoint.class,
        () -> new Failpoint(node(), random.pick(List.of(Point.values())), 1 + random.nextInt(20)));
    drawings.put(Pause.class, () -> new Pause(node()));
    drawings.put(Slow.class, () -> new Slow(node(), ms(1, 5)));
    drawings.put(Overload.class, () -> new Overload(node(), 50 + random.nextInt(400), ms(1, 3)));
  }

  private void ofClocks() {
    drawings.put(Skew.class, () -> new Skew(node(), eitherWay(ms(1, 10_000))));
    drawings.put(Drift.class, () -> new Drift(node(), 0.5 + random.nextDouble() * 1.5));
    drawings.put(Step.class, () -> new Step(node(), eitherWay(ms(1, 10_000))));
  }

  private void ofLinks() {
    drawings.put(Partition.class, this::partition);
    drawings.put(Isolate.class, () -> new Isolate(node()));
    drawings.put(OneWay.class, this::oneWay);
    drawings.put(Broken.class, () -> {
      List<String> pair = shuffled(ends).subList(0, 2);
      return new Broken(pair.get(0), pair.get(1));
    });
    drawings.put(Bridge.class, () -> {
      List<String> all = shuffled(nodes);
      int left = 1 + random.nextInt(all.size() - 2);
      return new Bridge(all.subList(1, 1 + left), all.get(0), all.subList(1 + left, all.size()));
    });
    drawings.put(MajoritiesRing.class, () -> new MajoritiesRing(shuffled(nodes)));
    drawings.put(RegionLoss.class, () -> new RegionLoss(some(), random.nextBoolean()));
    drawings.put(Flapping.class, () -> {
      Fault inner = switch (random.nextInt(3)) {
        case 0 -> partition();
        case 1 -> new Isolate(node());
        default -> oneWay();
      };
      return new Flapping(inner, ms(5, 300), ms(5, 300));
    });
  }

  private void ofMessages() {
    drawings.put(Loss.class, () -> new Loss(traffic(), probability()));
    drawings.put(Duplication.class, () -> new Duplication(traffic(), probability()));
    drawings.put(Reordering.class, () -> new Reordering(traffic()));
    drawings.put(Delay.class, () -> {
      Duration least = ms(0, 20);
      return new Delay(
          traffic(), least, least.plus(ms(1, 100)), random.nextBoolean() ? 0 : 0.1 * probability());
    });
  }

  private void ofDisks() {
    drawings.put(DiskLost.class, () -> new DiskLost(node()));
    drawings.put(DiskFull.class, () -> new DiskFull(node(), random.nextInt(4096)));
    drawings.put(SlowDisk.class, () -> new SlowDisk(node(), ms(1, 50)));
    drawings.put(SyncFails.class, () -> new SyncFails(node()));
    drawings.put(BitRot.class, () -> new BitRot(node()));
  }

  /** Two groups of members, and each bystander with one of them or with nobody in particular. */
  private Partition partition() {
    List<String> all = shuffled(ends);
    int cut = 1 + random.nextInt(all.size() - 1);
    List<String> left = new ArrayList<>(all.subList(0, cut));
    List<String> right = new ArrayList<>(all.subList(cut, all.size()));
    for (String bystander : bystanders) {
      switch (random.nextInt(3)) {
        case 0 -> left.add(bystander);
        case 1 -> right.add(bystander);
        default -> {
          continue;
        }
      }
    }
    return new Partition(List.of(left, right));
  }

  private OneWay oneWay() {
    List<String> all = shuffled(ends);
    int cut = 1 + random.nextInt(all.size() - 1);
    return new OneWay(all.subList(0, cut), all.subList(cut, all.size()));
  }

  private List<String> some() {
    return shuffled(nodes).subList(0, 1 + random.nextInt(Math.max(1, nodes.size() - 1)));
  }

  private Traffic traffic() {
    String type = types.isEmpty() || random.nextBoolean() ? "" : random.pick(types);
    if (random.nextBoolean()) {
      return new Traffic("", "", type);
    }
    return random.nextBoolean() ? new Traffic(node(), "", type) : new Traffic("", node(), type);
  }

  private String node() {
    return random.pick(nodes);
  }

  private double probability() {
    return 0.01 + random.nextDouble() * 0.4;
  }

  private Duration eitherWay(Duration duration) {
    return random.nextBoolean() ? duration : duration.negated();
  }

  private Duration ms(int least, int most) {
    return Duration.ofMillis(random.nextInt(least, most + 1));
  }

  private List<String> shuffled(List<String> names) {
    List<String> left = new ArrayList<>(names);
    List<String> order = new ArrayList<>();
    while (!left.isEmpty()) {
      order.add(left.remove(random.nextInt(left.size())));
    }
    return order;
  }
}
