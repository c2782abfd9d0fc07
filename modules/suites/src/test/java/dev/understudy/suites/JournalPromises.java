package dev.understudy.suites;

/** What is promised of a journal, in words. */
final class JournalPromises {
  static final String COMES_BACK =
      "W1 what comes back is what was appended, from the front, with all that was promised";
  static final String MIDDLE =
      "W2 damage in what a later record vouches for is refused, and nothing on the disk is changed";
  static final String TAIL = "W2 a torn tail, which nobody was promised, is cut";
  static final String WAITS =
      "W4 a flush succeeds after a sync that was asked for after the append, and not before";
  static final String DIRECTORY =
      "W4 a new file counts when the directory that leads to it was synced";
  static final String FINAL = "W5 after a failed sync nothing is promised any more";
  static final String AGAIN =
      "W6 what recovery hands out is durable: recovering again gives the same";
  static final String LIVE = "L when the disk has done all that it was asked, the journal answers";

  private JournalPromises() {}
}
