package dev.understudy.replication.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Rules;
import dev.understudy.replication.Snapshot;
import dev.understudy.replication.chaos.ShortLogged;

/** S3: takes the first chunk of a snapshot for the whole, as who looks for a file and not for its end. */
public final class InstallsHalfASnapshot extends ShortLogged {
  public InstallsHalfASnapshot() {
    super(Mode.QUORUM, new Rules() {
      @Override
      protected boolean isWhole(Snapshot snapshot) {
        return true;
      }
    });
  }
}
