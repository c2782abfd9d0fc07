package dev.understudy.recovery;

import dev.understudy.checker.DrillRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How the night went.
 *
 * @param removed when the data of the primary was removed
 * @param secondaryLost when the secondary stopped to follow
 * @param findings one for each mechanism, in the order in which they were tried
 * @param savedBy the mechanism from which the database came back; "" when from none
 * @param recovered what came back, null when nothing did
 * @param expectedLost the keys of what was written after the last commit that came back
 * @param alarms what the alarm on the age of restores has rung, oldest first
 * @param drill what it cost, as the users saw it
 */
public record Night(
    Instant removed,
    Instant secondaryLost,
    List<Finding> findings,
    String savedBy,
    Recovered recovered,
    List<String> expectedLost,
    List<Alarm> alarms,
    DrillRun drill) {
  /** What stands above the columns of {@link #rows}. */
  public static final List<String> HEADER =
      List.of("mechanism", "believed", "found that night", "cause", "a restore drill said");

  /** Copies the lists. */
  public Night {
    findings = List.copyOf(findings);
    expectedLost = List.copyOf(expectedLost);
    alarms = List.copyOf(alarms);
  }

  /** How much of what was written before the removal is gone: from the last commit that came back. */
  public Duration lostTime() {
    return recovered == null
        ? Duration.between(Instant.EPOCH, removed)
        : Duration.between(recovered.time(), removed);
  }

  /** From the removal to the first write that was acknowledged afterwards. */
  public Duration outage() {
    return drill.rto().orElseThrow();
  }

  /** The findings as a table. */
  public List<List<String>> rows() {
    return findings.stream()
        .map(found -> List.of(
            found.mechanism(),
            found.believed(),
            found.found(),
            found.cause(),
            found.drillAt() + ": " + found.drillSaid()))
        .toList();
  }
}
