package dev.understudy.cluster;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.trace.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The faults that run in a cluster, by their numbers in the trace. Each is begun, and ended, alone;
 * what several do to one node or one message adds up.
 *
 * <p>Ends may come from a timer's thread too: whoever takes a fault out of the list ends it.
 */
final class Faults {
  private record Running(Fault fault, Runnable undo) {}

  private static final Runnable NOTHING = () -> {};

  private final ClusterWorld world;
  private final Recorder recorder;
  private final Members members;
  private final Map<Long, Running> running = new LinkedHashMap<>(); // guarded by itself
  private final Map<String, Long> named = new LinkedHashMap<>(); // begun by verbs, by what they say

  Faults(ClusterWorld world, Recorder recorder, Members members) {
    this.world = world;
    this.recorder = recorder;
    this.members = members;
  }

  /** Begins a fault and returns its number, or 0 if it touches nothing. */
  long begin(Fault fault) {
    fault.nodes().forEach(members::get);
    world.check(fault);
    world.enter();
    return start(fault);
  }

  /** Ends the fault of this number; no effect if none is running under it. */
  void end(long number) {
    Running ending = take(number);
    if (ending != null) {
      world.enter();
      ending.undo().run();
    }
  }

  /** Ends every fault of the network. */
  void heal() {
    world.network().heal();
    numbers(Fault::endsByHealing).forEach(this::end);
  }

  /** Begins what a verb asks for; what it had asked for under this name before ends. */
  long replace(String name, Fault fault) {
    end(name);
    long number = begin(fault);
    named.put(name, number);
    return number;
  }

  /** Ends what a verb has begun under this name. */
  void end(String name) {
    Long number = named.remove(name);
    if (number != null) {
      end(number);
    }
  }

  /** The crash of this member ends in the trace; its next incarnation is the caller's to start. */
  void endCrash(Member member) {
    take(member.crash);
    forgetCrash(member);
  }

  /** The first pause that holds the node, or 0. */
  long pauseOf(String node) {
    List<Long> pauses = pausesOf(node);
    return pauses.isEmpty() ? 0 : pauses.get(0);
  }

  /** All pauses that hold the node. */
  List<Long> pausesOf(String node) {
    return numbers(fault -> fault instanceof Fault.Pause pause && pause.node().equals(node));
  }

  private long start(Fault fault) {
    if (isInVain(fault)) {
      return 0;
    }
    if (fault instanceof Fault.Crash crash) {
      forgetPace(members.get(crash.node()));
    }
    long inner =
        fault instanceof Fault.DiskLost lost ? start(new Fault.Crash(lost.node(), null)) : 0;
    List<String> lanes = fault.nodes().isEmpty() ? members.names() : fault.nodes();
    long number = recorder.begin(world.nowNanos(), fault.kind(), lanes, fault.text());
    Runnable undo = effect(fault, number, inner);
    synchronized (running) {
      running.put(number, new Running(fault, undo));
    }
    return number;
  }

  /** Who has crashed cannot crash, stand still or be slow. */
  private boolean isInVain(Fault fault) {
    boolean needsLife =
        fault instanceof Fault.Crash || fault instanceof Fault.Pause || fault instanceof Fault.Slow;
    return needsLife && members.get(fault.nodes().get(0)).hasCrashed();
  }

  private Runnable effect(Fault fault, long number, long inner) {
    if (fault instanceof Fault.Crash f) {
      return crash(members.get(f.node()), f, number);
    } else if (fault instanceof Fault.DiskLost f) {
      Member member = members.get(f.node());
      member.journal = world.newJournal(member.name);
      return () -> end(inner);
    } else if (fault instanceof Fault.Pause f) {
      return pause(members.get(f.node()));
    } else if (fault instanceof Fault.Slow f) {
      return slow(members.get(f.node()), f.perEvent().toNanos());
    } else if (fault instanceof Fault.Skew f) {
      return skew(members.get(f.node()), f.by());
    }
    return disturb(fault);
  }

  private Runnable crash(Member member, Fault.Crash fault, long number) {
    member.crash = number;
    world.crash(member.name, member.node);
    member.journal.crash(fault.unsynced());
    return () -> {
      forgetCrash(member);
      if (!member.client) { // a client is gone for good
        members.relaunch(member);
      }
    };
  }

  /** What the disk holds now is all that there is. */
  private void forgetCrash(Member member) {
    member.crash = 0;
    numbers(fault -> fault instanceof Fault.DiskLost lost && lost.node().equals(member.name))
        .forEach(this::take);
  }

  /**
   * A crash ends what held the node up, and the next incarnation is quick. Only in the trace: a node
   * that went on now would handle what waited for it.
   */
  private void forgetPace(Member member) {
    pausesOf(member.name).forEach(this::take);
    numbers(fault -> fault instanceof Fault.Slow slow && slow.node().equals(member.name))
        .forEach(this::take);
    synchronized (member) {
      member.pauses = 0;
      member.nanosPerEvent = 0;
    }
  }

  private Runnable pause(Member member) {
    synchronized (member) {
      if (member.pauses++ == 0) {
        world.pause(member.name, member.node);
      }
    }
    return () -> {
      synchronized (member) {
        if (--member.pauses == 0) {
          world.resume(member.name, member.node);
        }
      }
    };
  }

  private Runnable slow(Member member, long nanosPerEvent) {
    slowDown(member, nanosPerEvent);
    return () -> slowDown(member, -nanosPerEvent);
  }

  private static void slowDown(Member member, long moreNanosPerEvent) {
    synchronized (member) {
      member.nanosPerEvent += moreNanosPerEvent;
      member.node.slowDown(member.nanosPerEvent);
    }
  }

  private Runnable skew(Member member, Duration by) {
    skewBy(member, by);
    return () -> skewBy(member, by.negated());
  }

  private void skewBy(Member member, Duration more) {
    synchronized (member) {
      member.skew = member.skew.plus(more);
      world.skew(member.name, member.skew);
    }
  }

  private Runnable disturb(Fault fault) {
    List<dev.understudy.sim.Disturbance> disturbances = Disturbances.of(fault);
    disturbances.forEach(world.network()::begin);
    return () -> disturbances.forEach(world.network()::end);
  }

  /** The fault of this number is over, in the trace too; returns null if it is not running. */
  private Running take(long number) {
    Running taken;
    synchronized (running) {
      taken = running.remove(number);
    }
    if (taken != null) {
      recorder.end(world.nowNanos(), number);
    }
    return taken;
  }

  private List<Long> numbers(java.util.function.Predicate<Fault> which) {
    List<Long> numbers = new ArrayList<>();
    synchronized (running) {
      running.forEach((number, each) -> {
        if (which.test(each.fault())) {
          numbers.add(number);
        }
      });
    }
    return numbers;
  }
}
