package dev.understudy.storage.zoo;

import dev.understudy.storage.StoreTwin;
import dev.understudy.storage.WriteAheadLog;

/**
 * W7: applies a command when it is written and not when it is durable; others read what may never
 * have been.
 */
public final class AppliedBeforeFlush implements StoreTwin {
  @Override
  public long mayApplyTo(WriteAheadLog log) {
    return log.lastLsn();
  }
}
