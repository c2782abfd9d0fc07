package dev.understudy.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rings when the last restore that was really executed is too old, and so also when there was none.
 * It asks nobody whether a backup was made: a job that says nothing looks like one that is content.
 */
final class AgeAlarm {
  private final Duration limit;
  private final Map<String, Instant> lastRestores = new LinkedHashMap<>();
  private final List<Alarm> rung = new ArrayList<>();

  AgeAlarm(Duration limit) {
    this.limit = limit;
  }

  /** From now on something must be restored again and again. */
  void watch(String mechanism, Instant now) {
    lastRestores.put(mechanism, now);
  }

  /** It was restored. */
  void restored(String mechanism, Instant now) {
    lastRestores.put(mechanism, now);
  }

  /** Looks at the age of everything; rings once for each. */
  void check(Instant now) {
    lastRestores.forEach((mechanism, last) -> {
      Duration age = Duration.between(last, now);
      boolean isNew = rung.stream().noneMatch(alarm -> alarm.mechanism().equals(mechanism));
      if (age.compareTo(limit) > 0 && isNew) {
        rung.add(new Alarm(now, mechanism, age));
      }
    });
  }

  List<Alarm> rung() {
    return List.copyOf(rung);
  }
}
