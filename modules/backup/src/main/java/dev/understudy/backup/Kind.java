package dev.understudy.backup;

import java.util.Locale;

/** What a link of a chain holds. */
public enum Kind {
  /** The newest snapshot and the log behind it: a chain begins with one. */
  FULL,

  /** The log since the last full or incremental link. */
  INCREMENTAL,

  /** The log since the last link of any kind: small, and made often. */
  LOG;

  /** As it stands in names and manifests: {@code full}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Kind ofWord(String word) {
    for (Kind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("there is no kind \"" + word + "\"");
  }
}
