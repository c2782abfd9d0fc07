package dev.understudy.quorum.suite;

/** What is promised of reads and writes, in words. */
final class Promises {
  static final String NEWEST = "K1 a read shows the newest that R owners hold";
  static final String ASKS_R = "K1 a read is answered when R owners have answered, and not before";
  static final String NEVER_BACK = "K1 what one read has shown, later reads show too";
  static final String ON_W = "K1 what is acknowledged is on the disks of W owners";
  static final String LATER_WINS =
      "K1 a write is later than all that had been acknowledged before it began";
  static final String ONE_VERSION = "K2 a write has one version, however often its client asks";
  static final String LIVE = "L who asks is answered while as many owners work as it takes";
  static final String NO_RESULT = "K1 the result of a write is null";

  private Promises() {}
}
