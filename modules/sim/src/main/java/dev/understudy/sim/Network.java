package dev.understudy.sim;

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
    boolean cut;
    long leastNanos = -1;
    long mostNanos;
    long lastArrivalNanos;
  }

  private final RandomStream random;
  private final LongSupplier nowNanos;
  private final Map<String, Map<String, Link>> links = new HashMap<>(); // only looked up by key
  private final List<String> isolated = new ArrayList<>();
  private List<List<String>> groups = List.of();
  private long leastNanos;
  private long mostNanos;
  private double loss;
  private double duplication;
  private boolean reordering;

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

  /** Each message is lost with this probability. */
  public synchronized void loss(double probability) {
    loss = checkProbability(probability);
    eventful = true;
  }

  /** Each message arrives twice with this probability. */
  public synchronized void duplication(double probability) {
    duplication = checkProbability(probability);
    eventful = true;
  }

  /** Whether messages of one link may overtake each other. */
  public synchronized void reordering(boolean allowed) {
    reordering = allowed;
  }

  /** Loses everything that {@code from} sends to {@code to}; the way back stays open. */
  public synchronized void cut(String from, String to) {
    link(from, to).cut = true;
    eventful = true;
  }

  /** Opens the way from {@code from} to {@code to} again. */
  public synchronized void mend(String from, String to) {
    link(from, to).cut = false;
  }

  /** Cuts a node off from everybody, both ways. */
  public synchronized void isolate(String node) {
    isolated.add(node);
    eventful = true;
  }

  /**
   * Only nodes of one group reach each other; a node that is in no group reaches everybody. Replaces
   * an earlier partition.
   */
  public synchronized void partition(List<List<String>> newGroups) {
    groups = newGroups.stream().map(List::copyOf).toList();
    eventful = true;
  }

  /** Ends every cut, isolation and partition, loss, duplication and reordering; delays stay. */
  public synchronized void heal() {
    links.values().forEach(byReceiver -> byReceiver.values().forEach(link -> link.cut = false));
    isolated.clear();
    groups = List.of();
    loss = 0;
    duplication = 0;
    reordering = false;
  }

  /** False as long as nobody has asked for a delay or a fault: every message has arrived at once. */
  public boolean isEventful() {
    return eventful;
  }

  /** Decides about the next message from one node to another. */
  public Fate fate(String from, String to) {
    if (!eventful || from.equals(to)) {
      return Fate.AT_ONCE;
    }
    return decide(from, to);
  }

  private synchronized Fate decide(String from, String to) {
    Link link = link(from, to);
    String obstacle = obstacle(link, from, to);
    if (obstacle != null) {
      return new Fate(obstacle, 0, -1);
    }
    if (loss > 0 && random.chance(loss)) {
      return new Fate("loss", 0, -1);
    }
    long delay = delay(link);
    long duplicate = duplication > 0 && random.chance(duplication) ? delay(link) : -1;
    return delay == 0 && duplicate == -1 ? Fate.AT_ONCE : new Fate(null, delay, duplicate);
  }

  private String obstacle(Link link, String from, String to) {
    if (link.cut) {
      return "cut";
    }
    if (!isolated.isEmpty() && (isolated.contains(from) || isolated.contains(to))) {
      return "isolated";
    }
    if (!groups.isEmpty()) {
      int sender = group(from);
      int receiver = group(to);
      return sender >= 0 && receiver >= 0 && sender != receiver ? "partition" : null;
    }
    return null;
  }

  private long delay(Link link) {
    long least = link.leastNanos >= 0 ? link.leastNanos : leastNanos;
    long most = link.leastNanos >= 0 ? link.mostNanos : mostNanos;
    long delay = least == most ? least : least + random.nextLong(most - least + 1);
    if (!reordering) {
      long now = nowNanos.getAsLong();
      delay = Math.max(now + delay, link.lastArrivalNanos) - now;
      link.lastArrivalNanos = now + delay;
    }
    return delay;
  }

  private int group(String node) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).contains(node)) {
        return i;
      }
    }
    return -1;
  }

  private Link link(String from, String to) {
    return links
        .computeIfAbsent(from, key -> new HashMap<>())
        .computeIfAbsent(to, key -> new Link());
  }

  private static void checkLatency(Duration least, Duration most) {
    if (least.isNegative() || most.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "expected a latency from 0 up, least <= most, but got " + least + " to " + most);
    }
  }

  private static double checkProbability(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "a probability lies between 0 and 1 but is " + probability);
    }
    return probability;
  }
}
