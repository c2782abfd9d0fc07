package dev.understudy.recovery;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the time between a failure and the first write afterwards consists of, in its order. */
public enum Step {
  /** Until a monitor has missed enough heartbeats. */
  DETECT,

  /** Until there is a new machine. */
  PROVISION,

  /** Until the bytes of the backup are on its disk. */
  RESTORE,

  /** Until the store is opened, its journal replayed, and it holds what the backup says. */
  VERIFY,

  /** Until a client has found the new machine and has heard of its first write. */
  SWITCH;

  /** All, as a legend says them. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Step::word).toList();
  }

  /** As a person says it: {@code detect}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the trace says when it is over. */
  public String remark() {
    return word() + " is over";
  }
}
