package dev.understudy.checker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one failure cost, as clients saw it; {@link Drill} measures it.
 *
 * @param seed the seed of the run
 * @param acknowledged how many writes were acknowledged, before the failure and after
 * @param lostKeys the keys of those acknowledged writes that the auditor did not find, by name
 * @param setAside how many records nodes gave up and set aside for their operator: among them may be
 *     what was lost, and what was never acknowledged
 * @param rpo from the earliest lost acknowledgement to the failure, or to the latest lost one if that
 *     is later; zero if nothing was lost, and if all that was lost is one write after the failure
 * @param rto from the failure to the return of the first acknowledged write that was called after the
 *     failure and was not lost; empty if the cluster did not recover
 * @param simulated how long the run took in virtual time
 * @param violations broken promises, in words; a loss that the mode allows is none
 */
public record DrillRun(
    long seed,
    int acknowledged,
    List<String> lostKeys,
    long setAside,
    Duration rpo,
    Optional<Duration> rto,
    Duration simulated,
    List<String> violations) {
  public DrillRun {
    lostKeys = List.copyOf(lostKeys);
    violations = List.copyOf(violations);
  }

  /** How many acknowledged writes the auditor did not find. */
  public int lost() {
    return lostKeys.size();
  }

  /** Whether writes were acknowledged again, and every acknowledged one could be looked for. */
  public boolean isRecovered() {
    return rto.isPresent();
  }

  /** The same run with one more broken promise; the text gets the seed. */
  public DrillRun violating(String violation) {
    List<String> more = new ArrayList<>(violations);
    more.add("seed " + seed + ": " + violation);
    return new DrillRun(seed, acknowledged, lostKeys, setAside, rpo, rto, simulated, more);
  }
}
