package dev.understudy.storage.zoo;

import dev.understudy.storage.UnsyncedLoss;

/** How a power cut is told. */
final class PowerCut {
  private PowerCut() {}

  /** In words; a second one comes after so many syncs of the recovery, none if that is below 0. */
  static String words(UnsyncedLoss loss, int againAfter) {
    String once = "the power goes and comes back, " + loss.words();
    return againAfter < 0
        ? once
        : once + "; it goes again after " + againAfter + (againAfter == 1 ? " sync" : " syncs")
            + " of the recovery";
  }
}
