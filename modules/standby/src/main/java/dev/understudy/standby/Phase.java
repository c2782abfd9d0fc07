package dev.understudy.standby;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the time between a failure and the first write afterwards consists of, in its order. */
public enum Phase {
  /** Until a monitor has missed enough heartbeats. */
  DETECT,

  /** Warm: until somebody has made sure that the leader is gone. Cold: until there is a machine. */
  PREPARE,

  /** Cold: until the backup is on its disk, opened and checked. */
  RESTORE,

  /** Hot and warm: until the standby leads. */
  PROMOTE,

  /** Until a client has found who serves now and has heard of its first write. */
  SWITCH;

  /** All, as a legend says them. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Phase::word).toList();
  }

  /** As a person says it: {@code detect}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the trace says when it is over. */
  String remark() {
    return word() + " is over";
  }
}
