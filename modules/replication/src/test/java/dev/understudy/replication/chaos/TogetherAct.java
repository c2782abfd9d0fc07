package dev.understudy.replication.chaos;

import dev.understudy.chaos.Schedule;
import dev.understudy.cluster.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What people do to members and standbys, and what happens to the standbys. */
public sealed interface TogetherAct {
  /** What is done, in words. */
  String words();

  /** The same with less, the least first. */
  List<Record> simpler();

  private static void checkName(String standby) {
    if (!TogetherSubject.STANDBYS.contains(standby)) {
      throw new IllegalArgumentException("there is no standby '" + standby + "', only "
          + String.join(" and ", TogetherSubject.STANDBYS));
    }
  }

  /** Somebody writes, or an operator does something. */
  record Members(ReplicationAct act) implements TogetherAct {
    public Members {
      Objects.requireNonNull(act, "an act of people with members needs to say which");
    }

    @Override
    public String words() {
      return act.words();
    }

    @Override
    public List<Record> simpler() {
      return act.simpler().stream()
          .<Record>map(less -> new Members((ReplicationAct) less))
          .toList();
    }
  }

  /** Somebody reads at a replica. */
  record Reads(ReadsAct.ReadHere act) implements TogetherAct {
    public Reads {
      Objects.requireNonNull(act, "an act of readers needs to say which");
    }

    @Override
    public String words() {
      return act.words();
    }

    @Override
    public List<Record> simpler() {
      return act.simpler().stream()
          .<Record>map(less -> new Reads((ReadsAct.ReadHere) less))
          .toList();
    }
  }

  /** What can happen to a standby beside what happens to the network. */
  enum Injury {
    CRASH,
    PAUSE,
    ISOLATION,
    FULL_DISK
  }

  /** It happens to a standby for some time. */
  record Injure(String standby, Injury injury, Duration lasting) implements TogetherAct {
    public Injure {
      checkName(standby);
      Objects.requireNonNull(injury, "an injury is of some kind");
      if (lasting == null || lasting.isNegative() || lasting.compareTo(Schedule.LONGEST) > 0) {
        throw new IllegalArgumentException(
            "lasting is " + lasting + ": give 0 to " + Schedule.LONGEST);
      }
    }

    Fault fault() {
      return switch (injury) {
        case CRASH -> new Fault.Crash(standby, null);
        case PAUSE -> new Fault.Pause(standby);
        case ISOLATION -> new Fault.Isolate(standby);
        case FULL_DISK -> new Fault.DiskFull(standby, 100);
      };
    }

    @Override
    public String words() {
      return standby + " meets " + injury.name().toLowerCase(Locale.ROOT).replace('_', ' ')
          + " for " + lasting.toMillis() + " ms";
    }

    @Override
    public List<Record> simpler() {
      return lasting.toMillis() > 1
          ? Stream.<Record>of(new Injure(standby, injury, lasting.dividedBy(2))).toList()
          : List.of();
    }
  }

  /** A standby is made a leader, unless one was before. */
  record PromoteStandby(String standby) implements TogetherAct {
    public PromoteStandby {
      checkName(standby);
    }

    @Override
    public String words() {
      return standby + " is promoted";
    }

    @Override
    public List<Record> simpler() {
      return List.of();
    }
  }
}
