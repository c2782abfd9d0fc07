package dev.understudy.cluster.fault;

import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import dev.understudy.storage.UnsyncedLoss;
import java.time.Duration;
import java.util.List;

/**
 * What can break, as a value: it can be drawn from a seed, written to a file, made smaller, and begun
 * again. It says nothing of when. Begun and ended by {@code Cluster.begin} and {@code Cluster.end}.
 *
 * <p>Names of nodes are the cluster's; a fault that names nobody it knows is refused when it begins.
 *
 * <p>The order of the kinds is written down, since tables show them in it: where it is not, each
 * compiler chooses its own.
 */
public sealed interface Fault
    permits Fault.Crash,
        Fault.DiskLost,
        Fault.CrashLoop,
        Fault.Failpoint,
        Fault.Pause,
        Fault.Slow,
        Fault.Overload,
        Fault.Skew,
        Fault.Drift,
        Fault.Step,
        Fault.Partition,
        Fault.Isolate,
        Fault.OneWay,
        Fault.Broken,
        Fault.Bridge,
        Fault.MajoritiesRing,
        Fault.RegionLoss,
        Fault.Flapping,
        Fault.Loss,
        Fault.Duplication,
        Fault.Reordering,
        Fault.Delay,
        Fault.DiskFull,
        Fault.SlowDisk,
        Fault.SyncFails,
        Fault.BitRot {
  /** What kind of trouble this is, in the trace. */
  default FaultKind kind() {
    return Description.of(this).kind();
  }

  /** The nodes that it names, each once; nobody if it touches all. */
  default List<String> nodes() {
    return Description.of(this).nodes();
  }

  /** The fault in words, without its kind: what the trace says of it. */
  default String text() {
    return Description.of(this).text();
  }

  /** Whether healing the network ends it. */
  default boolean endsByHealing() {
    return Description.of(this).ofNetwork();
  }

  /**
   * The node stops and forgets its fields; when this ends it restarts with what its disk kept.
   *
   * @param unsynced what becomes of bytes that were written and not synced; null leaves it to chance
   */
  record Crash(String node, UnsyncedLoss unsynced) implements Fault {
    public Crash {
      Check.node(node);
    }
  }

  /** The node crashes and its disk is lost with it; when this ends it restarts with an empty one. */
  record DiskLost(String node) implements Fault {
    public DiskLost {
      Check.node(node);
    }
  }

  /** The node crashes and restarts again and again: down for so long, up for so long. */
  record CrashLoop(String node, Duration up, Duration down) implements Fault {
    public CrashLoop {
      Check.node(node);
      Check.atLeastOneMillisecond("up", up);
      Check.atLeastOneMillisecond("down", down);
    }
  }

  /** The moment at which a {@link Failpoint} goes off, seen from the node. */
  enum Point {
    /** A record is about to be written. */
    BEFORE_SAVE,
    /** It is written and not durable, and nobody was told of it. */
    AFTER_SAVE,
    /** What a turn has written is about to be made durable. */
    BEFORE_FLUSH,
    /** It is durable, and nobody was told of it: between save and send. */
    AFTER_FLUSH,
    /** A message is about to leave. */
    BEFORE_SEND,
    /** It has left the node, and the next one has not; it may yet be lost with the node. */
    AFTER_SEND,
    /** A message has come, and is about to be handled. */
    BEFORE_HANDLING,
    /** It is handled; what the handler asked for is not yet done. */
    AFTER_HANDLING
  }

  /**
   * The node crashes the {@code nth} time from now that it comes to this point; when this ends it
   * restarts, or, if it has not come there so often, the point is disarmed.
   */
  record Failpoint(String node, Point point, int nth) implements Fault {
    public Failpoint {
      Check.node(node);
      Check.present("point", point);
      Check.atLeastOne("nth", nth);
    }
  }

  /** The node stands still and does not know it, as in a long garbage collection. */
  record Pause(String node) implements Fault {
    public Pause {
      Check.node(node);
    }
  }

  /** The node needs so long for every event, one after the other. */
  record Slow(String node, Duration perEvent) implements Fault {
    public Slow {
      Check.node(node);
      Check.atLeastOneMillisecond("perEvent", perEvent);
    }
  }

  /** Other work keeps the node's loop busy: so many foreign events a second, each of that length. */
  record Overload(String node, int eventsPerSecond, Duration perEvent) implements Fault {
    public Overload {
      Check.node(node);
      Check.eventsPerSecond(eventsPerSecond);
      Check.positive("perEvent", perEvent);
    }
  }

  /** The node's wall clock is off by so much; timers do not notice. */
  record Skew(String node, Duration by) implements Fault {
    public Skew {
      Check.node(node);
      Check.clock(by);
    }
  }

  /** The node's clock, and its timers, run {@code rate} times as fast. */
  record Drift(String node, double rate) implements Fault {
    public Drift {
      Check.node(node);
      Check.rate(rate);
    }
  }

  /** The node's wall clock is set forward or back at once, and stays so: it has no end. */
  record Step(String node, Duration by) implements Fault {
    public Step {
      Check.node(node);
      Check.clock(by);
    }
  }

  /** Only nodes of one group reach each other; who is in no group reaches everybody. */
  record Partition(List<List<String>> groups) implements Fault {
    public Partition {
      Check.present("groups", groups);
      groups = groups.stream().map(List::copyOf).toList();
      Check.groups(groups, 2);
    }
  }

  /** The node reaches nobody, and nobody reaches it. */
  record Isolate(String node) implements Fault {
    public Isolate {
      Check.node(node);
    }
  }

  /** Nothing that one of {@code from} sends reaches one of {@code to}; the way back stays open. */
  record OneWay(List<String> from, List<String> to) implements Fault {
    public OneWay {
      Check.present("from", from);
      from = List.copyOf(from);
      Check.present("to", to);
      to = List.copyOf(to);
      Check.group("from", from);
      Check.group("to", to);
    }
  }

  /** Two nodes do not reach each other, while each still reaches all others: not transitive. */
  record Broken(String one, String other) implements Fault {
    public Broken {
      Check.node(one);
      Check.node(other);
      Check.apart(List.of(List.of(one), List.of(other)));
    }
  }

  /** Two groups that reach each other only through the bridge, which reaches both. */
  record Bridge(List<String> left, String bridge, List<String> right) implements Fault {
    public Bridge {
      Check.present("left", left);
      left = List.copyOf(left);
      Check.present("right", right);
      right = List.copyOf(right);
      Check.node(bridge);
      Check.groups(List.of(left, List.of(bridge), right), 3);
    }
  }

  /**
   * The nodes stand in a ring: each reaches as many neighbours on either side as make a majority with
   * it, and so no two have the same majority.
   */
  record MajoritiesRing(List<String> ring) implements Fault {
    public MajoritiesRing {
      Check.present("ring", ring);
      ring = List.copyOf(ring);
      Check.ring(ring);
    }
  }

  /** Everything in the region is cut off from everything outside it, and crashes if power goes too. */
  record RegionLoss(List<String> region, boolean power) implements Fault {
    public RegionLoss {
      Check.present("region", region);
      region = List.copyOf(region);
      Check.group("region", region);
    }
  }

  /** Another fault of the network that comes and goes: there for so long, away for so long. */
  record Flapping(Fault fault, Duration there, Duration away) implements Fault {
    public Flapping {
      Check.flapping(fault);
      Check.atLeastOneMillisecond("there", there);
      Check.atLeastOneMillisecond("away", away);
    }
  }

  /**
   * Which messages: of a sender, to a receiver, of a type (the simple name of the message's class);
   * "" means any.
   */
  record Traffic(String from, String to, String type) {
    /** Every message. */
    public static final Traffic ALL = new Traffic("", "", "");

    public Traffic {
      Check.present("from", from);
      Check.present("to", to);
      Check.present("type", type);
    }
  }

  /** Messages are lost with this probability. */
  record Loss(Traffic of, double probability) implements Fault {
    public Loss {
      Check.present("of", of);
      Check.probability("probability", probability);
    }
  }

  /** Messages arrive twice with this probability. */
  record Duplication(Traffic of, double probability) implements Fault {
    public Duplication {
      Check.present("of", of);
      Check.probability("probability", probability);
    }
  }

  /** Messages of one link may overtake each other. */
  record Reordering(Traffic of) implements Fault {
    public Reordering {
      Check.present("of", of);
    }
  }

  /**
   * Messages take longer by {@code least} to {@code most}, evenly spread.
   *
   * @param heavyTail with this probability a message takes up to a hundred times as long
   */
  record Delay(Traffic of, Duration least, Duration most, double heavyTail) implements Fault {
    public Delay {
      Check.present("of", of);
      Check.range(least, most);
      Check.probability("heavyTail", heavyTail);
    }
  }

  /** The disk has room for so many more bytes. */
  record DiskFull(String node, long bytesLeft) implements Fault {
    public DiskFull {
      Check.node(node);
      Check.notNegative("bytesLeft", bytesLeft);
    }
  }

  /** Every sync of the disk takes so much longer. */
  record SlowDisk(String node, Duration perSync) implements Fault {
    public SlowDisk {
      Check.node(node);
      Check.atLeastOneMillisecond("perSync", perSync);
    }
  }

  /** The next sync of the disk fails. */
  record SyncFails(String node) implements Fault {
    public SyncFails {
      Check.node(node);
    }
  }

  /** One bit of a durable byte flips; which one is drawn from the seed. It has no end. */
  record BitRot(String node) implements Fault {
    public BitRot {
      Check.node(node);
    }
  }
}
