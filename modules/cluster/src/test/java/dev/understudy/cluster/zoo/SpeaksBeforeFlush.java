package dev.understudy.cluster.zoo;

import dev.understudy.cluster.Probe;

/** Z14 for the host of all protocols: it answers before its disk has the record. */
public final class SpeaksBeforeFlush extends Probe {
  @Override
  protected boolean speaksBeforeFlush() {
    return true;
  }
}
