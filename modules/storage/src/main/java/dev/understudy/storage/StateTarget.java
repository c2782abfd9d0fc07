package dev.understudy.storage;

import dev.understudy.storage.ExactlyOnceStore.Session;

/** Puts together the state of a store. */
final class StateTarget implements SnapshotTarget<ExactlyOnceStore> {
  private final ExactlyOnceStore state = new ExactlyOnceStore();

  @Override
  public void take(int kind, FieldReader fields, StateHash hash) {
    switch (kind) {
      case SnapshotFormat.VALUE -> value(fields.text(), fields.text(), hash);
      case SnapshotFormat.SESSION ->
        session(fields.text(), new Session(fields.number(), fields.text()), hash);
      default -> throw SnapshotFormat.unknown(kind);
    }
  }

  @Override
  public ExactlyOnceStore state() {
    return state;
  }

  private void value(String key, String value, StateHash hash) {
    state.restore(key, value);
    hash.addValue(key, value);
  }

  private void session(String client, Session session, StateHash hash) {
    state.restore(client, session);
    hash.addSession(client, session);
  }
}
