package dev.understudy.cluster;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.trace.Recorder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The faults that run in a cluster, by their numbers in the trace. Each is begun, and ended, alone;
 * what several do to one node or one message adds up.
 *
 * <p>Ends may come from a timer's thread too: whoever takes a fault out of the list ends it.
 */
final class Faults {
  private record Running(Fault fault, Runnable undo) {}

  private final ClusterWorld world;
  private final Recorder recorder;
  private final Members members;
  private final Effects effects;
  private final Map<Long, Running> running = new LinkedHashMap<>(); // guarded by itself
  private final Map<String, Long> named = new LinkedHashMap<>(); // begun by verbs, by what they say

  Faults(ClusterWorld world, Recorder recorder, Members members) {
    this.world = world;
    this.recorder = recorder;
    this.members = members;
    effects = new Effects(world, members, this);
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

  /** Begins a fault that was checked, also in a task of the world; 0 if it touches nothing. */
  long start(Fault fault) {
    if (isInVain(fault)) {
      return 0;
    }
    if (fault instanceof Fault.Crash crash) {
      forgetPace(members.get(crash.node()));
    }
    List<String> lanes = fault.nodes().isEmpty() ? members.names() : fault.nodes();
    long number = recorder.begin(world.nowNanos(), fault.kind(), lanes, fault.text());
    Runnable undo = effects.of(fault, number);
    if (undo == null) {
      recorder.end(world.nowNanos(), number);
    } else if (!isForGood(fault)) {
      synchronized (running) {
        running.put(number, new Running(fault, undo));
      }
    }
    return number;
  }

  /** Who has crashed cannot crash, stand still or be slow, and an empty disk cannot rot. */
  private boolean isInVain(Fault fault) {
    if (fault instanceof Fault.BitRot rot) {
      return world.disk(rot.node()).isEmpty();
    }
    boolean needsLife = fault instanceof Fault.Crash || isOfPace(fault);
    return needsLife && members.get(fault.nodes().get(0)).hasCrashed();
  }

  private static boolean isOfPace(Fault fault) {
    return fault instanceof Fault.Pause
        || fault instanceof Fault.Slow
        || fault instanceof Fault.Overload;
  }

  /** A client that crashes does not come back. */
  private boolean isForGood(Fault fault) {
    return fault instanceof Fault.Crash crash && members.get(crash.node()).client;
  }

  /** What the disk holds now is all that there is. */
  void forgetCrash(Member member) {
    member.crash = 0;
    forget(member, fault -> fault instanceof Fault.DiskLost);
  }

  /** What was wrong with a disk is lost with it. */
  void forgetDisk(Member member) {
    forget(
        member,
        fault -> fault instanceof Fault.DiskFull
            || fault instanceof Fault.SlowDisk
            || fault instanceof Fault.SyncFails);
  }

  /**
   * A crash ends what held the node up, and the next incarnation is quick. Only in the trace: a node
   * that went on now would handle what waited for it.
   */
  private void forgetPace(Member member) {
    forget(member, Faults::isOfPace);
    synchronized (member) {
      member.pauses = 0;
      member.nanosPerEvent = 0;
    }
  }

  private void forget(Member member, Predicate<Fault> which) {
    numbers(fault -> which.test(fault) && fault.nodes().contains(member.name)).forEach(this::take);
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

  private List<Long> numbers(Predicate<Fault> which) {
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
