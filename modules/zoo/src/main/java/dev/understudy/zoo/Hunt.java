package dev.understudy.zoo;

import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.ChaosRun.Result;
import dev.understudy.chaos.Failure;
import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Violation;
import dev.understudy.cluster.trace.Recorder.Keep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Looks for the broken promise of an exhibit, several times from different seeds, and watches that
 * the sound one breaks none with the same seeds. Depends on nothing but its parameters.
 *
 * @param searches how many times it looks, from different starting seeds; an odd number
 * @param mostSeeds how many seeds it tries each time at most
 */
public record Hunt(int searches, int mostSeeds) {
  /** How the command line hunts. */
  public static final Hunt THOROUGH = new Hunt(9, 500);

  private static final long SEEDS_BETWEEN = 1_000_000; // from the first of one search to the next
  private static final int MOST_TRIES = 2_000; // to make a run smaller

  public Hunt {
    if (searches < 1 || searches % 2 == 0 || mostSeeds < 1) {
      throw new IllegalArgumentException("expected an odd number of searches and a seed or more,"
          + " but got " + searches + " and " + mostSeeds);
    }
  }

  /** Hunts for one exhibit. */
  public Quarry of(Exhibit exhibit) {
    List<Integer> seeds = new ArrayList<>();
    Optional<Result> first = Optional.empty();
    for (int search = 0; search < searches; search++) {
      Search looked = new Search(exhibit, 1 + search * SEEDS_BETWEEN);
      if (looked.isSoundBroken()) {
        return new Quarry(exhibit, seeds, Optional.empty(), looked.soundBroke());
      }
      seeds.add(looked.seeds());
      first = first.or(looked::failed);
    }
    Optional<Finding> finding = first.map(failed -> shrunk(exhibit.broken(), failed));
    String soundBroke = finding
        .flatMap(
            found -> run(exhibit.sound(), exhibit.soundSchedule(found.failure().schedule()))
                .violation())
        .map(violation -> "with the shrunk schedule: " + violation.words())
        .orElse("");
    return new Quarry(exhibit, seeds, finding, soundBroke);
  }

  /** One search: seed after seed until one breaks the promise of the exhibit. */
  private final class Search {
    private Result failed;
    private int tried;
    private String soundBroke = "";

    Search(Exhibit exhibit, long firstSeed) {
      while (failed == null && tried < mostSeeds && soundBroke.isEmpty()) {
        long seed = firstSeed + tried++;
        Schedule schedule = exhibit.draw().of(exhibit.broken(), seed);
        run(exhibit.sound(), exhibit.soundSchedule(schedule))
            .violation()
            .ifPresent(violation -> soundBroke = "with seed " + seed + ": " + violation.words());
        Result result = run(exhibit.broken(), schedule);
        if (result.violation().filter(v -> breaks(v, exhibit)).isPresent()) {
          failed = result;
        }
      }
    }

    boolean isSoundBroken() {
      return !soundBroke.isEmpty();
    }

    String soundBroke() {
      return soundBroke;
    }

    Optional<Result> failed() {
      return Optional.ofNullable(failed);
    }

    int seeds() {
      return failed == null ? Quarry.NOT_FOUND : tried;
    }
  }

  private static boolean breaks(Violation violation, Exhibit exhibit) {
    return violation.invariant().equals(exhibit.invariant());
  }

  /** All that so many seeds find wrong with a subject, from the first seed upwards. */
  public static List<Finding> all(Subject subject, Exhibit.Draw draw, long firstSeed, int count) {
    return LongStream.range(firstSeed, firstSeed + count)
        .mapToObj(seed -> run(subject, draw.of(subject, seed)))
        .filter(result -> result.violation().isPresent())
        .map(failed -> shrunk(subject, failed))
        .toList();
  }

  private static Finding shrunk(Subject subject, Result failed) {
    return new Finding(failed.schedule().seed(), Failure.of(subject, failed, MOST_TRIES));
  }

  private static Result run(Subject subject, Schedule schedule) {
    return ChaosRun.of(subject, schedule, Keep.NOTHING);
  }
}
