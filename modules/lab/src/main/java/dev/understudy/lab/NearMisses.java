package dev.understudy.lab;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What somebody may have meant who typed a name that is not there. */
final class NearMisses {
  private NearMisses() {}

  /** The sentence to end a complaint with: "; did you mean x or y?", or nothing when no name is near. */
  static String of(String typed, Collection<String> names) {
    List<String> near = names.stream()
        .filter(name -> isNear(typed, name))
        .sorted(Comparator.comparingInt((String name) -> distance(typed, name))
            .thenComparing(Comparator.naturalOrder()))
        .limit(3)
        .toList();
    return near.isEmpty()
        ? ""
        : near.stream().collect(Collectors.joining(" or ", "; did you mean ", "?"));
  }

  private static boolean isNear(String typed, String name) {
    boolean isPart = typed.length() >= 3 && name.contains(typed);
    return isPart || distance(typed, name) <= Math.max(2, name.length() / 3);
  }

  /** How many letters to insert, delete or replace to come from one to the other (Levenshtein). */
  private static int distance(String one, String other) {
    int[] above = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[other.length()];
  }
}
