package dev.understudy.replication.suite;

/** What is promised of acknowledging, in words. */
final class Acknowledged {
  static final String ASYNC = Promises.ASYNC;
  static final String SEMI_SYNC =
      "R1 with semi-sync the disks of k followers have what is acknowledged, unless it goes on alone";
  static final String SYNC =
      "R1 with sync the disks of all members in sync have what is acknowledged";
  static final String STAYS = Promises.STAYS;
  static final String NO_LONGER = "L a write is acknowledged as soon as enough disks have it";
  static final String ONCE = "A1 each client is told once, in the order of the log";
  static final String PATIENT =
      "R1 semi-sync goes on alone when its patience is over, and not before";
  static final String SAID = "R1 semi-sync says when it goes on alone, and when it waits again";
  static final String TOGETHER =
      "R1 semi-sync waits for its followers again when they have caught up";
  static final String REMOVED = "R1 with sync nobody is waited for but who is in sync";
  static final String CAUGHT_UP =
      "R1 in sync is again who has all that was ever acknowledged, and nobody else";

  private Acknowledged() {}
}
