package dev.understudy.storage;

import io.vertx.core.buffer.Buffer;
import java.util.Iterator;

/** Records that stand for the front of a journal; each is asked for when there is room for it. */
final class RecordsWalk implements SnapshotContent {
  private final Iterator<Buffer> records;
  private long written;

  RecordsWalk(Iterator<Buffer> records) {
    this.records = records;
  }

  @Override
  public boolean writeNext(FieldWriter fields, StateHash hash) {
    if (!records.hasNext()) {
      return false;
    }
    byte[] record = records.next().getBytes();
    SnapshotFormat.record(fields, record);
    hash.addRecord(++written, record);
    return true;
  }
}
