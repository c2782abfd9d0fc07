package dev.understudy.backup;

/** Removes what an interrupted job has left in a target: files of links that have no manifest. */
final class Sweep {
  private Sweep() {}

  /** Sweeps, and says what is there now. The target must be leased: a job at work looks the same. */
  static Contents of(BackupTarget target) {
    Contents contents = Contents.of(target);
    contents.unowned().forEach(target::delete);
    return contents;
  }
}
