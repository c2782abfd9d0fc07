package dev.understudy.backup;

import java.util.regex.Pattern;

/** The files of a store that a backup may hold. Whatever else a manifest names is refused (B7). */
final class SourceNames {
  private static final Pattern SNAPSHOT = Pattern.compile("snap-[0-7][0-9a-f]{15}\\.snap");
  private static final Pattern SEGMENT = Pattern.compile("wal-[0-7][0-9a-f]{15}\\.log");

  private SourceNames() {}

  static boolean isSnapshot(String file) {
    return SNAPSHOT.matcher(file).matches();
  }

  static boolean isSegment(String file) {
    return SEGMENT.matcher(file).matches();
  }

  /** The LSN of the first record of a segment. */
  static long firstLsn(String segment) {
    return Long.parseLong(segment, 4, 20, 16);
  }
}
