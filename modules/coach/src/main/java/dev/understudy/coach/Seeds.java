package dev.understudy.coach;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Which seeds a suite tells its stories with. */
public final class Seeds {
  /** The system property that names the seeds, with commas between them. */
  static final String PROPERTY = "understudy.seeds";

  private Seeds() {}

  /** Those that this run is to use, or else the seeds from 1 to {@code many}. */
  static List<Long> chosenOrFirst(int many) {
    String chosen = System.getProperty(PROPERTY, "");
    return chosen.isEmpty()
        ? LongStream.rangeClosed(1, many).boxed().toList()
        : parse(PROPERTY, chosen);
  }

  /**
   * Reads whole numbers with commas between them.
   *
   * @param where the text is from, for the complaint
   * @throws ExerciseException when the text is anything else
   */
  public static List<Long> parse(String where, String text) {
    List<Long> seeds = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      try {
        seeds.add(Long.valueOf(part.strip()));
      } catch (NumberFormatException notANumber) {
        throw new ExerciseException(where + ": '" + part.strip()
            + "' is no seed: give whole numbers with commas between them, such as 17,4,1999");
      }
    }
    return List.copyOf(seeds);
  }

  static String text(List<Long> seeds) {
    return seeds.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
