package dev.understudy.cluster;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.sim.Disturbance;
import java.time.Duration;
import java.util.List;

/**
 * What each fault does to the world, to nodes and to disks. What several do to one node adds up, and
 * each takes back its own part.
 */
final class Effects {
  private final ClusterWorld world;
  private final Members members;
  private final Faults faults;

  Effects(ClusterWorld world, Members members, Faults faults) {
    this.world = world;
    this.members = members;
    this.faults = faults;
  }

  /** Does what the fault of this number does; returns what ends it, or null if nothing can. */
  Runnable of(Fault fault, long number) {
    if (fault.endsByHealing() && !(fault instanceof Fault.Flapping)) {
      return disturb(fault);
    } else if (fault instanceof Fault.Flapping f) {
      return cycle(new Cycle(world, faults, f.fault(), f.there(), f.away()));
    } else if (fault instanceof Fault.RegionLoss f) {
      return losePower(f);
    }
    Member member = members.get(fault.nodes().get(0));
    Runnable undo = ofLife(fault, member, number);
    undo = undo != null ? undo : ofPace(fault, member);
    return undo != null ? undo : ofDisk(fault, member);
  }

  private Runnable ofLife(Fault fault, Member member, long number) {
    if (fault instanceof Fault.Crash f) {
      return crash(member, f, number);
    } else if (fault instanceof Fault.DiskLost) {
      return loseDisk(member);
    } else if (fault instanceof Fault.CrashLoop f) {
      Fault crash = new Fault.Crash(f.node(), null);
      return cycle(new Cycle(world, faults, crash, f.down(), f.up()));
    } else if (fault instanceof Fault.Failpoint f) {
      return arm(member, f);
    }
    return null;
  }

  private Runnable ofPace(Fault fault, Member member) {
    if (fault instanceof Fault.Pause) {
      return pause(member);
    } else if (fault instanceof Fault.Slow f) {
      return slow(member, f.perEvent().toNanos());
    } else if (fault instanceof Fault.Overload f) {
      return world.overload(member.name, f.eventsPerSecond(), f.perEvent());
    } else if (fault instanceof Fault.Skew f) {
      skew(member, f.by());
      return () -> skew(member, f.by().negated());
    } else if (fault instanceof Fault.Drift f) {
      return drift(member, f.rate());
    }
    return null;
  }

  private Runnable ofDisk(Fault fault, Member member) {
    if (fault instanceof Fault.DiskFull f) {
      return untilRevived(member, world.disk(member.name).fill(f.bytesLeft()));
    } else if (fault instanceof Fault.SyncFails) {
      return untilRevived(member, world.disk(member.name).failNextSync());
    } else if (fault instanceof Fault.SlowDisk f) {
      return world.disk(member.name).slowDown(f.perSync().toMillis());
    } else if (fault instanceof Fault.BitRot) {
      world.disk(member.name).rot();
    } else if (fault instanceof Fault.Step f) {
      skew(member, f.by());
    } else {
      throw new IllegalStateException("nobody knows what a " + fault + " does: say it here");
    }
    return null;
  }

  private Runnable crash(Member member, Fault.Crash fault, long number) {
    member.crash = number;
    world.crash(member.name, member.node);
    member.journal.crash(fault.unsynced());
    return () -> {
      faults.forgetCrash(member);
      members.relaunch(member);
    };
  }

  private Runnable loseDisk(Member member) {
    long crash = faults.start(new Fault.Crash(member.name, null));
    faults.forgetDisk(member);
    member.journal = world.newJournal(member.name);
    member.disk++;
    return () -> faults.end(crash);
  }

  private Runnable losePower(Fault.RegionLoss loss) {
    Runnable cutOff = disturb(loss);
    List<Long> crashes = loss.region().stream()
        .map(name -> faults.start(new Fault.Crash(name, null)))
        .toList();
    return () -> {
      cutOff.run();
      crashes.forEach(faults::end);
    };
  }

  private Runnable cycle(Cycle cycle) {
    cycle.come();
    return cycle::stop;
  }

  private Runnable arm(Member member, Fault.Failpoint point) {
    Fault crash = new Fault.Crash(member.name, null);
    Failpoints.Armed armed =
        member.failpoints.arm(point.point(), point.nth(), () -> faults.start(crash));
    return () -> {
      member.failpoints.disarm(armed);
      faults.end(armed.crash());
    };
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

  private void skew(Member member, Duration more) {
    synchronized (member) {
      member.skew = member.skew.plus(more);
      world.skew(member.name, member.skew);
    }
  }

  private Runnable drift(Member member, Double rate) {
    member.rates.add(rate);
    world.drift(member.name, member.rate());
    return () -> {
      member.rates.remove(rate);
      world.drift(member.name, member.rate());
    };
  }

  /** A node that has stopped itself because of its disk starts again when the disk is well. */
  private Runnable untilRevived(Member member, Runnable healDisk) {
    return () -> {
      healDisk.run();
      if (!member.client && !member.hasCrashed() && member.node.life.isCutOff()) {
        faults.end(faults.start(new Fault.Crash(member.name, null)));
      }
    };
  }

  private Runnable disturb(Fault fault) {
    List<Disturbance> disturbances = Disturbances.of(fault);
    disturbances.forEach(world.network()::begin);
    return () -> disturbances.forEach(world.network()::end);
  }
}
