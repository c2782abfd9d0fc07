package dev.understudy.cluster.fault;

import dev.understudy.cluster.fault.Fault.Flapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Refuses, in words, what no fault can be made of. */
final class Check {
  private static final Duration MOST_OFF = Duration.ofDays(10_000);
  private static final Duration MOST_DELAY = Duration.ofDays(1);

  private Check() {}

  static void present(String what, Object value) {
    if (value == null) {
      throw new IllegalArgumentException("a fault needs its '" + what + "', which is missing");
    }
  }

  static void node(String name) {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("a fault needs the name of a node but got '" + name + "'");
    }
  }

  static void probability(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          what + ": a probability lies between 0 and 1 but is " + value);
    }
  }

  static void clock(Duration by) {
    present("by", by);
    if (by.abs().compareTo(MOST_OFF) > 0) {
      throw new IllegalArgumentException(
          "a clock is off by at most " + MOST_OFF.toDays() + " days but shall be by " + by);
    }
  }

  static void eventsPerSecond(int value) {
    if (value < 1 || value > 100_000) {
      throw new IllegalArgumentException("eventsPerSecond is 1 to 100000 but is " + value);
    }
  }

  static void rate(double rate) {
    if (!(rate >= 0.01 && rate <= 100)) {
      throw new IllegalArgumentException(
          "a clock's rate lies between 0.01 and 100 (1 is right) but is " + rate);
    }
  }

  static void atLeastOne(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " counts from 1 but is " + value);
    }
  }

  static void notNegative(String what, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(what + " is 0 or more but is " + value);
    }
  }

  static void positive(String what, Duration value) {
    present(what, value);
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(what + " is longer than nothing but is " + value);
    }
  }

  /** For what is done by timers, which count whole milliseconds. */
  static void atLeastOneMillisecond(String what, Duration value) {
    present(what, value);
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException(what + " is at least a millisecond but is " + value);
    }
  }

  static void range(Duration least, Duration most) {
    present("least", least);
    present("most", most);
    if (least.isNegative() || most.compareTo(least) < 0 || most.compareTo(MOST_DELAY) > 0) {
      throw new IllegalArgumentException(
          "expected a delay from 0 to a day, least <= most, but got " + least + " to " + most);
    }
  }

  static void group(String what, List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException(what + " names at least one node but is empty");
    }
    names.forEach(Check::node);
  }

  static void groups(List<List<String>> groups, int least) {
    if (groups.size() < least) {
      throw new IllegalArgumentException(
          "expected at least " + least + " groups but got " + groups.size() + ": " + groups);
    }
    groups.forEach(names -> group("each group", names));
    apart(groups);
  }

  static void apart(List<List<String>> groups) {
    List<String> seen = new ArrayList<>();
    for (String name : groups.stream().flatMap(List::stream).toList()) {
      if (seen.contains(name)) {
        throw new IllegalArgumentException(
            "'" + name + "' stands twice in " + groups + ": a node has one place");
      }
      seen.add(name);
    }
  }

  static void ring(List<String> ring) {
    group("ring", ring);
    apart(List.of(ring));
    if (ring.size() < 4) {
      throw new IllegalArgumentException(
          "of " + ring.size() + " nodes each reaches all its neighbours: a ring needs at least 4");
    }
  }

  static void flapping(Fault fault) {
    present("fault", fault);
    if (fault instanceof Flapping || !fault.endsByHealing()) {
      throw new IllegalArgumentException(
          "only a fault of the network can flap, and no flapping itself, but got " + fault);
    }
  }
}
