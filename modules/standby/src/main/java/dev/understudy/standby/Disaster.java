package dev.understudy.standby;

import java.util.Locale;

/** How much is lost at once, of a store with a home region, a standby abroad and backups elsewhere. */
public enum Disaster {
  /** The leader's machine with its disk: a member in sync at home takes over. */
  DISK(StandbyKind.HOT),

  /** All machines of the home region: the standby abroad takes over, when somebody has decided so. */
  REGION(StandbyKind.WARM),

  /** Both regions: a machine is restored from the backups. */
  EVERYTHING(StandbyKind.COLD);

  private final StandbyKind helper;

  Disaster(StandbyKind helper) {
    this.helper = helper;
  }

  /** Who helps. */
  public StandbyKind helper() {
    return helper;
  }

  /** As a person says it: {@code region}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
