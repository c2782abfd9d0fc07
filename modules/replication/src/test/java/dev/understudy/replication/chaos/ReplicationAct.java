package dev.understudy.replication.chaos;

import dev.understudy.chaos.Schedule;
import java.time.Duration;

/** What people do while replicas break. */
public sealed interface ReplicationAct {
  /** A client appends so many times to the one value. */
  record Write(String client, int times) implements ReplicationAct {
    private static final int MOST_TIMES = 1000;

    public Write {
      if (times < 1 || times > MOST_TIMES) {
        throw new IllegalArgumentException("times is " + times + ": give 1 to " + MOST_TIMES);
      }
    }
  }

  /** An operator promotes after this time, unless it is at it already. */
  record Promote(String operator, Duration reaction) implements ReplicationAct {
    public Promote {
      if (reaction == null || reaction.isNegative() || reaction.compareTo(Schedule.LONGEST) > 0) {
        throw new IllegalArgumentException(
            "reaction is " + reaction + ": give 0 to " + Schedule.LONGEST);
      }
    }
  }
}
