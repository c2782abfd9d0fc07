package dev.understudy.storage;

import dev.understudy.storage.ExactlyOnceStore.Session;

/**
 * What stands in the blocks of a snapshot, one behind the other: the beginning; the values and the
 * sessions of a store, or the records of a journal; and in a block of its own the end.
 */
final class SnapshotFormat {
  static final String NAME = "understudy-snapshot-1";
  static final int VALUE = 1;
  static final int SESSION = 2;
  static final int END = 3;
  static final int RECORD = 4;

  /** How long the last block is, which holds the end and nothing else. */
  static final int END_BYTES = SnapshotBlock.HEAD + 1 + 2 * Long.BYTES;

  private SnapshotFormat() {}

  static void begin(FieldWriter fields, SnapshotFile stamp) {
    fields.text(NAME).number(stamp.lsn()).number(stamp.checksum()).number(stamp.epochMillis());
  }

  static void value(FieldWriter fields, String key, String value) {
    fields.octet(VALUE).text(key).text(value);
  }

  static void session(FieldWriter fields, String client, Session session) {
    fields.octet(SESSION).text(client).number(session.lastSequence()).text(session.lastResult());
  }

  static void record(FieldWriter fields, byte[] record) {
    fields.octet(RECORD).octets(record);
  }

  static void end(FieldWriter fields, long entries, long stateHash) {
    fields.octet(END).number(entries).number(stateHash);
  }

  static IllegalArgumentException unknown(int kind) {
    return new IllegalArgumentException(
        "there is an entry of kind " + kind + ", which is none here");
  }
}
