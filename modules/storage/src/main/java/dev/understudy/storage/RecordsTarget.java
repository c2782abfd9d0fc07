package dev.understudy.storage;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Collects the records that stand for the front of a journal. */
final class RecordsTarget implements SnapshotTarget<List<Buffer>> {
  private final List<Buffer> records = new ArrayList<>();

  @Override
  public void take(int kind, FieldReader fields, StateHash hash) {
    if (kind != SnapshotFormat.RECORD) {
      throw SnapshotFormat.unknown(kind);
    }
    byte[] record = fields.octets();
    records.add(Buffer.buffer(record));
    hash.addRecord(records.size(), record);
  }

  @Override
  public List<Buffer> state() {
    return records;
  }
}
