package dev.understudy.zoo;

import java.util.List;
import java.util.Optional;

/**
 * What a hunt has come to.
 *
 * @param exhibit what was hunted
 * @param seeds how many seeds each search has needed, or {@link #NOT_FOUND}
 * @param finding the run of the first search that found something, made small
 * @param soundBroke the promise that the sound one broke, and with which seed; "" if it broke none
 */
public record Quarry(
    Exhibit exhibit, List<Integer> seeds, Optional<Finding> finding, String soundBroke) {
  /** More seeds than any search tries. */
  public static final int NOT_FOUND = Integer.MAX_VALUE;

  /** Copies the list. */
  public Quarry {
    seeds = List.copyOf(seeds);
  }

  /** The median of the seeds that the searches needed; {@link #NOT_FOUND} if most found nothing. */
  public int median() {
    return seeds.isEmpty() ? NOT_FOUND : seeds.stream().sorted().toList().get(seeds.size() / 2);
  }

  /** Whether most searches have found it, and the sound one broke nothing. */
  public boolean isCaught() {
    return median() != NOT_FOUND && soundBroke.isEmpty();
  }

  /** The steps of the smallest run that is known; 0 if nothing was found. */
  public int steps() {
    return finding.map(Finding::steps).orElse(0);
  }

  /** Why it does not count as caught, in words. */
  public String why() {
    if (!soundBroke.isEmpty()) {
      return "its sound twin fails too, " + soundBroke;
    }
    long found = seeds.stream().filter(count -> count != NOT_FOUND).count();
    return found + " of " + seeds.size() + " searches found it";
  }
}
