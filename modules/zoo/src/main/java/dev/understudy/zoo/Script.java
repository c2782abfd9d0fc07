package dev.understudy.zoo;

import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.Step;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.sim.RandomStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A schedule that is written down rather than drawn, but for its times: one step after the other. */
final class Script {
  private static final Duration UNTIL_ALL_IS_HEALED = null;

  private final Subject subject;
  private final long seed;
  private final RandomStream random;
  private final List<Step> steps = new ArrayList<>();
  private Duration now = Duration.ZERO;

  Script(Subject subject, long seed) {
    this.subject = subject;
    this.seed = seed;
    random = new RandomStream(seed, "script");
  }

  /** What chance decides besides the times. */
  RandomStream random() {
    return random;
  }

  /** So many milliseconds pass, from the least to the most. */
  Script pass(int least, int most) {
    now = now.plus(random.nextDuration(Duration.ofMillis(least), Duration.ofMillis(most)));
    return this;
  }

  /** Something breaks until all is healed. */
  Script breaks(Fault fault) {
    steps.add(new Step.Break(now, fault, UNTIL_ALL_IS_HEALED));
    return this;
  }

  /** Something breaks for so many milliseconds. */
  Script breaks(Fault fault, int millis) {
    steps.add(new Step.Break(now, fault, Duration.ofMillis(millis)));
    return this;
  }

  /** Somebody does something. */
  Script act(Record act) {
    steps.add(new Step.Act(now, act));
    return this;
  }

  /** The schedule of so many nodes; nothing stays broken in the end. */
  Schedule of(int nodes) {
    return new Schedule(
        subject.name(), seed, subject.names().subList(0, nodes), now, List.of(), steps);
  }
}
