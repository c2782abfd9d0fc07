package dev.understudy.cluster.fault;

import dev.understudy.storage.UnsyncedLoss;
import java.time.Duration;
import java.util.List;

/**
 * What can break, as a value: it can be drawn from a seed, written to a file, made smaller, and begun
 * again. It says nothing of when. Begun and ended by {@code Cluster.begin} and {@code Cluster.end}.
 *
 * <p>Names of nodes are the cluster's; a fault that names nobody it knows is refused when it begins.
 */
public sealed interface Fault {

  /**
   * The node stops and forgets its fields; when this ends it restarts with what its disk kept.
   *
   * @param unsynced what becomes of bytes that were written and not synced; null leaves it to chance
   */
  record Crash(String node, UnsyncedLoss unsynced) implements Fault {}

  /** The node crashes and its disk is lost with it; when this ends it restarts with an empty one. */
  record DiskLost(String node) implements Fault {}

  /** The node crashes and restarts again and again: up for so long, down for so long. */
  record CrashLoop(String node, Duration up, Duration down) implements Fault {}

  /** The moment at which a {@link Failpoint} goes off, seen from the node. */
  enum Point {
    BEFORE_SAVE,
    AFTER_SAVE,
    BEFORE_FLUSH,
    AFTER_FLUSH,
    BEFORE_SEND,
    AFTER_SEND,
    BEFORE_HANDLING
  }

  /**
   * The node crashes the {@code nth} time from now that it comes to this point; when this ends it
   * restarts, or, if it has not come there so often, the point is disarmed.
   */
  record Failpoint(String node, Point point, int nth) implements Fault {}

  /** The node stands still and does not know it, as in a long garbage collection. */
  record Pause(String node) implements Fault {}

  /** The node needs so long for every event, one after the other. */
  record Slow(String node, Duration perEvent) implements Fault {}

  /** Other work keeps the node's loop busy: so many foreign events a second, each of that length. */
  record Overload(String node, int eventsPerSecond, Duration perEvent) implements Fault {}

  /** The node's wall clock is off by so much; timers do not notice. */
  record Skew(String node, Duration by) implements Fault {}

  /** The node's clock, and its timers, run {@code rate} times as fast. */
  record Drift(String node, double rate) implements Fault {}

  /** The node's wall clock is set forward or back at once, and stays so: it has no end. */
  record Step(String node, Duration by) implements Fault {}

  /** Only nodes of one group reach each other; who is in no group reaches everybody. */
  record Partition(List<List<String>> groups) implements Fault {
    public Partition {
      groups = groups.stream().map(List::copyOf).toList();
    }
  }

  /** The node reaches nobody, and nobody reaches it. */
  record Isolate(String node) implements Fault {}

  /** Nothing that one of {@code from} sends reaches one of {@code to}; the way back stays open. */
  record OneWay(List<String> from, List<String> to) implements Fault {
    public OneWay {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }
  }

  /** Two nodes do not reach each other, while each still reaches all others: not transitive. */
  record Broken(String one, String other) implements Fault {}

  /** Two groups that reach each other only through the bridge, which reaches both. */
  record Bridge(List<String> left, String bridge, List<String> right) implements Fault {
    public Bridge {
      left = List.copyOf(left);
      right = List.copyOf(right);
    }
  }

  /** The nodes stand in a ring: each reaches a majority, its neighbours, and no two the same one. */
  record MajoritiesRing(List<String> ring) implements Fault {
    public MajoritiesRing {
      ring = List.copyOf(ring);
    }
  }

  /** Everything in the region is cut off from everything outside it, and crashes if power goes too. */
  record RegionLoss(List<String> region, boolean power) implements Fault {
    public RegionLoss {
      region = List.copyOf(region);
    }
  }

  /** Another fault of the network that comes and goes: there for so long, away for so long. */
  record Flapping(Fault fault, Duration there, Duration away) implements Fault {}

  /**
   * Which messages: of a sender, to a receiver, of a type (the simple name of the message's class);
   * "" means any.
   */
  record Traffic(String from, String to, String type) {
    /** Every message. */
    public static final Traffic ALL = new Traffic("", "", "");
  }

  /** Messages are lost with this probability. */
  record Loss(Traffic of, double probability) implements Fault {}

  /** Messages arrive twice with this probability. */
  record Duplication(Traffic of, double probability) implements Fault {}

  /** Messages of one link may overtake each other. */
  record Reordering(Traffic of) implements Fault {}

  /**
   * Messages take longer by {@code least} to {@code most}, evenly spread.
   *
   * @param heavyTail with this probability a message takes up to a hundred times as long
   */
  record Delay(Traffic of, Duration least, Duration most, double heavyTail) implements Fault {}

  /** The disk has room for so many more bytes. */
  record DiskFull(String node, long bytesLeft) implements Fault {}

  /** Every sync of the disk takes so much longer. */
  record SlowDisk(String node, Duration perSync) implements Fault {}

  /** The next sync of the disk fails. */
  record SyncFails(String node) implements Fault {}

  /** One bit of a durable byte flips; which one is drawn from the seed. It has no end. */
  record BitRot(String node) implements Fault {}
}
