package dev.understudy.zoo;

import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.Subject;
import java.util.Locale;

/**
 * A broken twin in the zoo.
 *
 * @param number stays the same for ever: Z14, or the module and a number; a second twin with the same
 *     mistake has a point and a number behind it
 * @param twin the simple name of its class
 * @param variant what it does otherwise than the sound one, in words
 * @param invariant the number of the promise that it breaks
 * @param fault what must happen for it
 * @param source who made this mistake in life, or where it is described; "" if nobody we know of
 * @param broken the subject with the twin
 * @param sound the same subject without it, which breaks no promise
 * @param draw how a seed becomes a schedule
 */
public record Exhibit(
    String number,
    String twin,
    String variant,
    String invariant,
    String fault,
    String source,
    Subject broken,
    Subject sound,
    Draw draw) {

  /** How a seed becomes a schedule for a subject. */
  @FunctionalInterface
  public interface Draw {
    /** The schedule of this seed. */
    Schedule of(Subject subject, long seed);
  }

  /** What the same seeds do to the sound one. */
  Schedule soundSchedule(Schedule schedule) {
    return new Schedule(
        sound.name(),
        schedule.seed(),
        schedule.nodes(),
        schedule.length(),
        schedule.forGood(),
        schedule.steps());
  }

  /** The name of the subject with the twin of this number, for files. */
  static String subjectName(String number) {
    return "zoo-" + number.toLowerCase(Locale.ROOT).replace('.', '-');
  }
}
