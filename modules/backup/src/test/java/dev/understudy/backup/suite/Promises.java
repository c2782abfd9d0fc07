package dev.understudy.backup.suite;

/** What is promised of a restore, in words. */
final class Promises {
  static final String SAME =
      "B1 what is restored from a link is what the store was when that link was made";
  static final String REFUSED =
      "B2 a missing, reordered, foreign or altered link is refused by its name";
  static final String BEFORE = "B2 all links are read and checked before the first byte is written";
  static final String UP_TO =
      "B3 a restore to a time holds the commits up to that time, all of them and no later one";
  static final String UNDONE =
      "B3 a restore to before a mistake holds all commits before it, and not the mistake";
  static final String OUT_OF_REACH =
      "B3 a time that the backups do not cover is refused, not approximated";
  static final String VERIFIED = "B6 only a restore that was executed verifies a backup";
  static final String EMPTY_PLACE = "B7 a restore goes to an empty place, and touches no other";
  static final String ONE_MOMENT =
      "A1 the restored store is there at one moment, whole and durable, or not at all";
  static final String LIVE = "L when the disk has done all that it was asked, the restore ends";

  private Promises() {}
}
