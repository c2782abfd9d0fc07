package dev.understudy.chaos;

import dev.understudy.cluster.fault.Fault;
import java.time.Duration;

/** One thing that a {@link Schedule} lets happen. */
public sealed interface Step {
  /** When, since the cluster was made; as soon as the subject has started if that is later. */
  Duration at();

  /** The same at another time. */
  Step at(Duration moment);

  /**
   * Something breaks.
   *
   * @param fault what
   * @param lasting for so long; null: until all is healed
   */
  record Break(Duration at, Fault fault, Duration lasting) implements Step {
    @Override
    public Break at(Duration moment) {
      return new Break(moment, fault, lasting);
    }
  }

  /**
   * Somebody does something.
   *
   * @param act a record of the type that the {@link Subject} names
   */
  record Act(Duration at, Record act) implements Step {
    @Override
    public Act at(Duration moment) {
      return new Act(moment, act);
    }
  }
}
