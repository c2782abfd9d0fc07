package dev.understudy.stateless.zoo;

import dev.understudy.stateless.Database;

/** X3 removed: answers what is written and not yet durable. */
public final class AcknowledgesBeforeFlush extends Database {
  @Override
  protected boolean speaksBeforeFlush() {
    return true;
  }
}
