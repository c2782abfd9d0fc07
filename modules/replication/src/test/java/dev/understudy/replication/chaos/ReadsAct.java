package dev.understudy.replication.chaos;

import dev.understudy.chaos.Schedule;
import java.time.Duration;
import java.util.List;

/** What people do who write to the leader and read at replicas. */
public sealed interface ReadsAct {
  /** What is done, in words. */
  String words();

  /** The same with less, the least first. */
  List<Record> simpler();

  private static void checkName(String who) {
    if (who == null || who.isBlank()) {
      throw new IllegalArgumentException(
          "an act needs the name of who does it but got '" + who + "'");
    }
  }

  /** Somebody appends to the one value, so many times. */
  record Append(String who, int times) implements ReadsAct {
    private static final int MOST_TIMES = 1000;

    public Append {
      checkName(who);
      if (times < 1 || times > MOST_TIMES) {
        throw new IllegalArgumentException("times is " + times + ": give 1 to " + MOST_TIMES);
      }
    }

    @Override
    public String words() {
      return who + " appends" + (times == 1 ? "" : ", " + times + " times");
    }

    @Override
    public List<Record> simpler() {
      return times == 1 ? List.of() : List.of(new Append(who, 1), new Append(who, times - 1));
    }
  }

  /**
   * Somebody reads the one value at a replica, unless the last answer is still to come.
   *
   * @param mostAge so old may it be; null if it may be of any age
   */
  record ReadHere(String who, Duration mostAge) implements ReadsAct {
    public ReadHere {
      checkName(who);
      if (mostAge != null && mostAge.isNegative()) {
        throw new IllegalArgumentException("mostAge is " + mostAge + ": give 0 or more, or null");
      }
    }

    @Override
    public String words() {
      return who + " reads"
          + (mostAge == null ? "" : " what is at most " + mostAge.toMillis() + " ms old");
    }

    @Override
    public List<Record> simpler() {
      return mostAge == null ? List.of() : List.of(new ReadHere(who, null));
    }
  }

  /** The operator promotes after this time, unless it is at it already. */
  record Promote(Duration reaction) implements ReadsAct {
    public Promote {
      if (reaction == null || reaction.isNegative() || reaction.compareTo(Schedule.LONGEST) > 0) {
        throw new IllegalArgumentException(
            "reaction is " + reaction + ": give 0 to " + Schedule.LONGEST);
      }
    }

    @Override
    public String words() {
      return "operator promotes after " + reaction.toMillis() + " ms";
    }

    @Override
    public List<Record> simpler() {
      return reaction.toMillis() > 1 ? List.of(new Promote(reaction.dividedBy(2))) : List.of();
    }
  }
}
