package dev.understudy.replication.chaos;

import dev.understudy.chaos.Schedule;
import dev.understudy.replication.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What people do while replicas break. */
public sealed interface ReplicationAct {
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

  /** A client appends so many times to the one value, each time with this wish, or "". */
  record Write(String client, int times, String wish) implements ReplicationAct {
    private static final int MOST_TIMES = 1000;

    /** Without a wish. */
    public Write(String client, int times) {
      this(client, times, "");
    }

    public Write {
      checkName(client);
      if (times < 1 || times > MOST_TIMES) {
        throw new IllegalArgumentException("times is " + times + ": give 1 to " + MOST_TIMES);
      }
    }

    @Override
    public String words() {
      return client + " appends" + (times == 1 ? "" : ", " + times + " times")
          + (wish.isEmpty() ? "" : ", wishing for " + wish);
    }

    @Override
    public List<Record> simpler() {
      return times == 1
          ? List.of()
          : List.of(new Write(client, 1, wish), new Write(client, times - 1, wish));
    }
  }

  /** An operator promotes after this time, unless it is at it already. */
  record Promote(String operator, Duration reaction) implements ReplicationAct {
    public Promote {
      checkName(operator);
      if (reaction == null || reaction.isNegative() || reaction.compareTo(Schedule.LONGEST) > 0) {
        throw new IllegalArgumentException(
            "reaction is " + reaction + ": give 0 to " + Schedule.LONGEST);
      }
    }

    @Override
    public String words() {
      return operator + " promotes after " + reaction.toMillis() + " ms";
    }

    @Override
    public List<Record> simpler() {
      return reaction.toMillis() > 1
          ? List.of(new Promote(operator, reaction.dividedBy(2)))
          : List.of();
    }
  }

  /** A client reads the one value, with this wish, or "". */
  record Read(String client, String wish) implements ReplicationAct {
    public Read {
      checkName(client);
    }

    @Override
    public String words() {
      return client + " reads" + (wish.isEmpty() ? "" : ", wishing for " + wish);
    }

    @Override
    public List<Record> simpler() {
      return List.of();
    }
  }

  /** The operator switches the mode, unless it is at it already. */
  record SwitchTo(Mode mode) implements ReplicationAct {
    public SwitchTo {
      Objects.requireNonNull(mode, "a switch needs the mode to which it leads");
    }

    @Override
    public String words() {
      return "operator switches to " + mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public List<Record> simpler() {
      return List.of();
    }
  }
}
