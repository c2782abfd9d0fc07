package dev.understudy.sim;

import java.time.Duration;
import java.util.List;

/**
 * What happens to some messages of a {@link Network} while it is in force. Several may be in force at
 * once, also of one kind: each acts on what the others leave.
 */
public sealed interface Disturbance {
  /** Which messages are meant. */
  @FunctionalInterface
  interface Traffic {
    /** Every message. */
    Traffic ALL = (from, to, body) -> true;

    /** Whether this is one of them. It is asked from any thread. */
    boolean includes(String from, String to, Object body);

    /** What {@code from} sends to {@code to}. */
    static Traffic way(String from, String to) {
      return new Routes.Way(from, to);
    }

    /** What a node sends or is sent. */
    static Traffic of(String node) {
      return new Routes.Of(node);
    }

    /** What goes from one group to another; who is in no group is not meant. */
    static Traffic between(List<List<String>> groups) {
      return new Routes.Between(groups);
    }
  }

  /** Which messages it happens to. */
  Traffic to();

  /** They are lost, all of them; {@code reason} is told of each. */
  record Obstacle(Traffic to, String reason) implements Disturbance {}

  /** Each is lost with this probability. */
  record Loss(Traffic to, double probability) implements Disturbance {
    public Loss {
      checkProbability(probability);
    }
  }

  /** Each arrives twice with this probability. */
  record Duplication(Traffic to, double probability) implements Disturbance {
    public Duplication {
      checkProbability(probability);
    }
  }

  /** They may overtake others of their link, and be overtaken. */
  record Reordering(Traffic to) implements Disturbance {}

  /**
   * They take longer by {@code least} to {@code most}, evenly spread; with the probability {@code
   * heavyTail} by up to a hundred times that.
   */
  record Delay(Traffic to, Duration least, Duration most, double heavyTail) implements Disturbance {
    public Delay {
      if (least.isNegative() || most.compareTo(least) < 0) {
        throw new IllegalArgumentException(
            "expected a delay from 0 up, least <= most, but got " + least + " to " + most);
      }
      checkProbability(heavyTail);
    }
  }

  private static void checkProbability(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "a probability lies between 0 and 1 but is " + probability);
    }
  }
}
