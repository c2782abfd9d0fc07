package dev.understudy.sim;

import dev.understudy.sim.Disturbance.Delay;
import dev.understudy.sim.Disturbance.Duplication;
import dev.understudy.sim.Disturbance.Loss;
import dev.understudy.sim.Disturbance.Obstacle;
import dev.understudy.sim.Disturbance.Reordering;
import dev.understudy.sim.Disturbance.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What happens to messages between nodes: how long they take, which are lost, doubled or cut off.
 * Links are directed: a cut from {@code a} to {@code b} leaves the way back open.
 *
 * <p>A link keeps the order of its messages, as the event bus promises, until {@link
 * #reordering(boolean)} gives that up. A node that talks to itself uses no network.
 *
 * <p>The same class serves every world, so it may be used from several threads.
 */
public final class Network {
  /**
   * What becomes of one message.
   *
   * @param dropped why it is lost, or null when it arrives
   * @param delayNanos how long it takes
   * @param duplicateDelayNanos how long its second copy takes, or -1 when there is none
   */
  public record Fate(String dropped, long delayNanos, long duplicateDelayNanos) {
    static final Fate AT_ONCE = new Fate(null, 0, -1);
  }

  private static final class Link {
    long leastNanos = -1;
    long mostNanos;
    long lastArrivalNanos;
  }

  private static final int MOST_TIMES = 100; // as long as usual does a message of a heavy tail take

  private final RandomStream random;
  private final LongSupplier nowNanos;
  private final Map<String, Map<String, Link>> links = new HashMap<>(); // only looked up by key
  private long leastNanos;
  private long mostNanos;

  // What is in force, by kind, in the order in which it began.
  private final List<Obstacle> obstacles = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();
  private final List<Delay> delays = new ArrayList<>();
  private final List<Duplication> duplications = new ArrayList<>();
  private final List<Reordering> reorderings = new ArrayList<>();

  // What the verbs without an end of their own have begun; null if nothing.
  private Obstacle partition;
  private Loss loss;
  private Duplication duplication;

  /** False while every message arrives at once: then a send need not take the lock. */
  private volatile boolean eventful;

  /**
   * A network without delay and faults.
   *
   * @param random decides delays and losses
   * @param nowNanos the time that delays are added to, in nanoseconds
   */
  public Network(RandomStream random, LongSupplier nowNanos) {
    this.random = random;
    this.nowNanos = nowNanos;
  }

  /** Every link takes from {@code least} to {@code most}, evenly spread. */
  public synchronized void latency(Duration least, Duration most) {
    checkLatency(least, most);
    leastNanos = least.toNanos();
    mostNanos = most.toNanos();
    eventful = true;
  }

  /** One link, one way, takes from {@code least} to {@code most}, whatever the others take. */
  public synchronized void latency(String from, String to, Duration least, Duration most) {
    checkLatency(least, most);
    Link link = link(from, to);
    link.leastNanos = least.toNanos();
    link.mostNanos = most.toNanos();
    eventful = true;
  }

  /** From now on this happens, too, until it is ended. */
  public synchronized void begin(Disturbance disturbance) {
    listOf(disturbance).add(disturbance);
    eventful = true;
  }

  /** Ends this, or one that is equal to it; no effect if none is in force. */
  public synchronized void end(Disturbance disturbance) {
    if (disturbance != null) {
      listOf(disturbance).remove(disturbance);
    }
  }

  /** Each message is lost with this probability. */
  public synchronized void loss(double probability) {
    Loss next = new Loss(Traffic.ALL, probability);
    end(loss);
    begin(next);
    loss = next;
  }

  /** Each message arrives twice with this probability. */
  public synchronized void duplication(double probability) {
    Duplication next = new Duplication(Traffic.ALL, probability);
    end(duplication);
    begin(next);
    duplication = next;
  }

  /** Whether messages of one link may overtake each other. */
  public synchronized void reordering(boolean allowed) {
    Reordering all = new Reordering(Traffic.ALL);
    end(all);
    if (allowed) {
      begin(all);
    }
  }

  /** Loses everything that {@code from} sends to {@code to}; the way back stays open. */
  public synchronized void cut(String from, String to) {
    mend(from, to);
    begin(cutOf(from, to));
  }

  /** Opens the way from {@code from} to {@code to} again. */
  public synchronized void mend(String from, String to) {
    end(cutOf(from, to));
  }

  /** Cuts a node off from everybody, both ways. */
  public synchronized void isolate(String node) {
    begin(new Obstacle(Traffic.of(node), "isolated"));
  }

  /**
   * Only nodes of one group reach each other; a node that is in no group reaches everybody. Replaces
   * an earlier partition that was made by this verb.
   */
  public synchronized void partition(List<List<String>> groups) {
    end(partition);
    partition = new Obstacle(Traffic.between(groups), "partition");
    begin(partition);
  }

  /** Ends everything that is in force; latencies stay. */
  public synchronized void heal() {
    obstacles.clear();
    losses.clear();
    delays.clear();
    duplications.clear();
    reorderings.clear();
  }

  /** False as long as nobody has asked for a delay or a fault: every message has arrived at once. */
  public boolean isEventful() {
    return eventful;
  }

  /** Decides about the next message from one node to another. */
  public Fate fate(String from, String to, Object body) {
    if (!eventful || from.equals(to)) {
      return Fate.AT_ONCE;
    }
    return decide(from, to, body);
  }

  private synchronized Fate decide(String from, String to, Object body) {
    String obstacle = obstacle(from, to, body);
    if (obstacle != null) {
      return new Fate(obstacle, 0, -1);
    }
    if (isLost(from, to, body)) {
      return new Fate("loss", 0, -1);
    }
    long delay = delay(from, to, body);
    long duplicate = isDoubled(from, to, body) ? delay(from, to, body) : -1;
    return delay == 0 && duplicate == -1 ? Fate.AT_ONCE : new Fate(null, delay, duplicate);
  }

  private String obstacle(String from, String to, Object body) {
    for (Obstacle obstacle : obstacles) {
      if (obstacle.to().includes(from, to, body)) {
        return obstacle.reason();
      }
    }
    return null;
  }

  private boolean isLost(String from, String to, Object body) {
    for (Loss each : losses) {
      if (each.probability() > 0
          && each.to().includes(from, to, body)
          && random.chance(each.probability())) {
        return true;
      }
    }
    return false;
  }

  /** At most one second copy, also when several disturbances would make one. */
  private boolean isDoubled(String from, String to, Object body) {
    boolean twice = false;
    for (Duplication each : duplications) {
      if (each.probability() > 0 && each.to().includes(from, to, body)) {
        twice |= random.chance(each.probability());
      }
    }
    return twice;
  }

  private boolean mayOvertake(String from, String to, Object body) {
    for (Reordering each : reorderings) {
      if (each.to().includes(from, to, body)) {
        return true;
      }
    }
    return false;
  }

  private long delay(String from, String to, Object body) {
    Link link = link(from, to);
    long least = link.leastNanos >= 0 ? link.leastNanos : leastNanos;
    long most = link.leastNanos >= 0 ? link.mostNanos : mostNanos;
    long delay = evenly(least, most) + extraDelay(from, to, body);
    if (!mayOvertake(from, to, body)) {
      long now = nowNanos.getAsLong();
      delay = Math.max(now + delay, link.lastArrivalNanos) - now;
      link.lastArrivalNanos = now + delay;
    }
    return delay;
  }

  private long extraDelay(String from, String to, Object body) {
    long sum = 0;
    for (Delay each : delays) {
      if (each.to().includes(from, to, body)) {
        long extra = evenly(each.least().toNanos(), each.most().toNanos());
        boolean tail = each.heavyTail() > 0 && random.chance(each.heavyTail());
        sum += tail ? extra * (2 + random.nextInt(MOST_TIMES - 1)) : extra;
      }
    }
    return sum;
  }

  private long evenly(long least, long most) {
    return least == most ? least : least + random.nextLong(most - least + 1);
  }

  @SuppressWarnings("unchecked")
  private List<Disturbance> listOf(Disturbance disturbance) {
    List<? extends Disturbance> list;
    if (disturbance instanceof Obstacle) {
      list = obstacles;
    } else if (disturbance instanceof Loss) {
      list = losses;
    } else if (disturbance instanceof Delay) {
      list = delays;
    } else if (disturbance instanceof Duplication) {
      list = duplications;
    } else {
      list = reorderings;
    }
    return (List<Disturbance>) list;
  }

  private Link link(String from, String to) {
    return links
        .computeIfAbsent(from, key -> new HashMap<>())
        .computeIfAbsent(to, key -> new Link());
  }

  private static Obstacle cutOf(String from, String to) {
    return new Obstacle(Traffic.way(from, to), "cut");
  }

  private static void checkLatency(Duration least, Duration most) {
    if (least.isNegative() || most.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "expected a latency from 0 up, least <= most, but got " + least + " to " + most);
    }
  }
}
