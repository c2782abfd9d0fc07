package dev.understudy.storage;

import java.util.List;
import java.util.regex.Pattern;

/** The file names of the journal: {@code wal-<LSN of the first record, 16 hex digits>.log}. */
final class SegmentNames {
  private static final Pattern SEGMENT = Pattern.compile("wal-[0-7][0-9a-f]{15}\\.log");

  private SegmentNames() {}

  static String of(long firstLsn) {
    return "wal-%016x.log".formatted(firstLsn);
  }

  static long firstLsn(String name) {
    return Long.parseLong(name, 4, 20, 16);
  }

  /** Which of the sorted names is that of the segment in which a record is or would have to be. */
  static int holding(List<String> names, long lsn) {
    int index = 0;
    while (index + 1 < names.size() && firstLsn(names.get(index + 1)) <= lsn) {
      index++;
    }
    return index;
  }

  /** The segments on a disk, oldest first: the digits are as many as make names sort so. */
  static List<String> in(Disk disk) {
    return disk.list().stream().filter(name -> SEGMENT.matcher(name).matches()).toList();
  }
}
