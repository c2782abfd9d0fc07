package dev.understudy.storage.zoo;

import dev.understudy.storage.JournalTwin;

/** Z16, first half: a record whose payload does not match its checksum is taken for good. */
public final class TornTailAccepted implements JournalTwin {
  @Override
  public boolean isIntact(boolean payloadMatches) {
    return true;
  }
}
