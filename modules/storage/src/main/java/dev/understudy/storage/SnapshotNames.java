package dev.understudy.storage;

import java.util.List;
import java.util.regex.Pattern;

/** The file names of snapshots: {@code snap-<LSN of the last record in it, 16 hex digits>.snap}. */
final class SnapshotNames {
  private static final Pattern SNAPSHOT = Pattern.compile("snap-[0-7][0-9a-f]{15}\\.snap");
  private static final Pattern HALF_WRITTEN =
      Pattern.compile("snap-[0-7][0-9a-f]{15}\\.snap\\.tmp");

  private SnapshotNames() {}

  static String of(long lsn) {
    return "snap-%016x.snap".formatted(lsn);
  }

  static long lsn(String name) {
    return Long.parseLong(name, 5, 21, 16);
  }

  /** The name under which a file is written until it is whole. */
  static String whileWriting(String name) {
    return name + ".tmp";
  }

  /** The snapshots on a disk, oldest first. */
  static List<String> in(Disk disk) {
    return disk.list().stream().filter(name -> SNAPSHOT.matcher(name).matches()).toList();
  }

  /** The LSN of the newest one by its name, whole or not; 0 when there is none. */
  static long newestLsn(Disk disk) {
    List<String> names = in(disk);
    return names.isEmpty() ? 0 : lsn(names.get(names.size() - 1));
  }

  /** What writing a snapshot left behind when it was interrupted. */
  static List<String> halfWrittenIn(Disk disk) {
    return disk.list().stream()
        .filter(name -> HALF_WRITTEN.matcher(name).matches())
        .toList();
  }
}
