package dev.understudy.checker;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** The different texts of one key that somebody saw, in rising order. */
final class SeenTexts {
  final String[] texts;

  /** Of each text whether it begins with the one before. */
  final boolean[] goesOn;

  /** Takes texts of which no two are equal. */
  SeenTexts(Collection<String> different) {
    texts = different.toArray(String[]::new);
    goesOn = new boolean[texts.length];
    // Mostly each is the beginning of the next longer one; to compare long ones often takes time.
    Arrays.sort(texts, Comparator.comparingInt(String::length));
    if (!isChain()) {
      Arrays.sort(texts);
      isChain();
    }
  }

  private boolean isChain() {
    boolean isChain = true;
    for (int i = 1; i < texts.length; i++) {
      goesOn[i] = texts[i].startsWith(texts[i - 1]);
      isChain &= goesOn[i];
    }
    return isChain;
  }
}
