package dev.understudy.cluster.fault;

import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the trace says of a fault.
 *
 * @param kind what kind of trouble it is
 * @param nodes the nodes that it names; nobody if it touches all
 * @param text the fault in words
 * @param ofNetwork whether healing the network ends it
 */
record Description(FaultKind kind, List<String> nodes, String text, boolean ofNetwork) {
  static Description of(Fault fault) {
    Description found = ofNode(fault);
    found = found != null ? found : ofClock(fault);
    found = found != null ? found : ofDisk(fault);
    found = found != null ? found : ofLinks(fault);
    found = found != null ? found : ofMessages(fault);
    if (found == null) {
      throw new IllegalStateException("nobody can say what a " + fault + " is: describe it here");
    }
    return found;
  }

  private static Description ofNode(Fault fault) {
    if (fault instanceof Fault.Crash f) {
      String loss = f.unsynced() == null ? "" : ", unsynced: " + word(f.unsynced());
      return node(FaultKind.CRASH, f.node(), f.node() + loss);
    } else if (fault instanceof Fault.CrashLoop f) {
      String rhythm = " down for " + words(f.down()) + ", up for " + words(f.up());
      return node(FaultKind.CRASH_LOOP, f.node(), f.node() + rhythm);
    } else if (fault instanceof Fault.Failpoint f) {
      String place = " crashes " + word(f.point()) + " number " + f.nth();
      return node(FaultKind.FAILPOINT, f.node(), f.node() + place);
    } else if (fault instanceof Fault.Pause f) {
      return node(FaultKind.PAUSE, f.node(), f.node());
    } else if (fault instanceof Fault.Slow f) {
      return node(FaultKind.SLOW, f.node(), f.node() + " " + words(f.perEvent()) + " an event");
    } else if (fault instanceof Fault.Overload f) {
      String work = " " + f.eventsPerSecond() + " foreign events a second, ";
      return node(FaultKind.OVERLOAD, f.node(), f.node() + work + words(f.perEvent()) + " each");
    }
    return null;
  }

  private static Description ofClock(Fault fault) {
    if (fault instanceof Fault.Skew f) {
      return node(FaultKind.SKEW, f.node(), f.node() + " by " + words(f.by()));
    } else if (fault instanceof Fault.Drift f) {
      return node(FaultKind.DRIFT, f.node(), f.node() + " " + f.rate() + " times as fast");
    } else if (fault instanceof Fault.Step f) {
      return node(FaultKind.STEP, f.node(), f.node() + " by " + words(f.by()));
    }
    return null;
  }

  private static Description ofDisk(Fault fault) {
    if (fault instanceof Fault.DiskLost f) {
      return node(FaultKind.DISK, f.node(), f.node() + "'s disk is lost");
    } else if (fault instanceof Fault.DiskFull f) {
      String room = " has room for " + f.bytesLeft() + " more bytes";
      return node(FaultKind.DISK_FULL, f.node(), f.node() + room);
    } else if (fault instanceof Fault.SlowDisk f) {
      String more = " needs " + words(f.perSync()) + " more for a sync";
      return node(FaultKind.SLOW_DISK, f.node(), f.node() + more);
    } else if (fault instanceof Fault.SyncFails f) {
      return node(FaultKind.SYNC_FAILURE, f.node(), f.node() + "'s next sync fails");
    } else if (fault instanceof Fault.BitRot f) {
      return node(FaultKind.BIT_ROT, f.node(), "one bit of " + f.node() + "'s disk flips");
    }
    return null;
  }

  private static Description ofLinks(Fault fault) {
    if (fault instanceof Fault.Partition f) {
      return groups(FaultKind.PARTITION, f.groups(), " | ");
    } else if (fault instanceof Fault.Isolate f) {
      return links(FaultKind.PARTITION, List.of(f.node()), f.node() + " | everybody else");
    } else if (fault instanceof Fault.OneWay f) {
      return groups(FaultKind.CUT, List.of(f.from(), f.to()), " -> ");
    } else if (fault instanceof Fault.Broken f) {
      return groups(FaultKind.CUT, List.of(List.of(f.one()), List.of(f.other())), " <-> ");
    } else if (fault instanceof Fault.Bridge f) {
      return groups(FaultKind.BRIDGE, List.of(f.left(), List.of(f.bridge()), f.right()), " - ");
    } else if (fault instanceof Fault.MajoritiesRing f) {
      return links(FaultKind.RING, f.ring(), String.join(" - ", f.ring()) + " - and round");
    } else if (fault instanceof Fault.RegionLoss f) {
      String what = String.join(" ", f.region()) + (f.power() ? " without power" : " cut off");
      return new Description(FaultKind.REGION, f.region(), what, !f.power());
    } else if (fault instanceof Fault.Flapping f) {
      String rhythm = ", there for " + words(f.there()) + ", away for " + words(f.away());
      return links(
          FaultKind.FLAPPING,
          f.fault().nodes(),
          f.fault().kind().words() + ": " + f.fault().text() + rhythm);
    }
    return null;
  }

  private static Description ofMessages(Fault fault) {
    if (fault instanceof Fault.Loss f) {
      return messages(FaultKind.LOSS, f.of(), percent(f.probability()) + " of all messages");
    } else if (fault instanceof Fault.Duplication f) {
      return messages(FaultKind.DUPLICATION, f.of(), percent(f.probability()) + " arrive twice");
    } else if (fault instanceof Fault.Reordering f) {
      return messages(FaultKind.REORDERING, f.of(), "messages may overtake each other");
    } else if (fault instanceof Fault.Delay f) {
      String tail =
          f.heavyTail() == 0 ? "" : ", a hundred times that for " + percent(f.heavyTail());
      String range = words(f.least()) + " to " + words(f.most()) + " longer";
      return messages(FaultKind.DELAY, f.of(), range + tail);
    }
    return null;
  }

  private static Description node(FaultKind kind, String node, String text) {
    return new Description(kind, List.of(node), text, false);
  }

  private static Description links(FaultKind kind, List<String> nodes, String text) {
    return new Description(kind, nodes, text, true);
  }

  private static Description groups(FaultKind kind, List<List<String>> groups, String between) {
    List<String> names = groups.stream().flatMap(List::stream).distinct().toList();
    List<String> sides = groups.stream().map(group -> String.join(" ", group)).toList();
    return links(kind, names, String.join(between, sides));
  }

  private static Description messages(FaultKind kind, Traffic of, String text) {
    List<String> nodes =
        Stream.of(of.from(), of.to()).filter(name -> !name.isEmpty()).distinct().toList();
    return links(kind, nodes, text + words(of));
  }

  private static String words(Traffic of) {
    List<String> words = new ArrayList<>();
    if (!of.type().isEmpty()) {
      words.add("of type " + of.type());
    }
    if (!of.from().isEmpty()) {
      words.add("from " + of.from());
    }
    if (!of.to().isEmpty()) {
      words.add("to " + of.to());
    }
    return words.isEmpty() ? "" : " (" + String.join(" ", words) + ")";
  }

  private static String words(Duration duration) {
    long millis = duration.toMillis();
    return Duration.ofMillis(millis).equals(duration)
        ? millis + " ms"
        : duration.toNanos() / 1000 + " us";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String percent(double probability) {
    return Math.round(probability * 100) + " %";
  }
}
