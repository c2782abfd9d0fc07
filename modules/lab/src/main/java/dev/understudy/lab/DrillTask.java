package dev.understudy.lab;

import dev.understudy.replication.Failure;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Victim;
import java.util.Locale;

/**
 * What a drill is to do.
 *
 * @param firstSeed the first seed; the others count up from it
 * @param count how many seeds
 */
record DrillTask(Mode mode, Failure failure, Victim victim, long firstSeed, int count) {
  /** How a choice is written on the command line and in JSON. */
  static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** In words, for the head of a report or a picture. */
  String title() {
    String happens = switch (failure) {
      case CRASH -> "crashes";
      case PAUSE -> "pauses";
      case PARTITION -> "is cut off";
    };
    return word(mode) + " replication, " + (victim == Victim.LEADER ? "the leader " : "a follower ")
        + happens;
  }

  /** The command that makes the run of one seed again. */
  String replay(long seed) {
    return "./lab drill --mode " + word(mode) + " --failure " + word(failure) + " --victim "
        + word(victim) + " --seed " + seed;
  }
}
