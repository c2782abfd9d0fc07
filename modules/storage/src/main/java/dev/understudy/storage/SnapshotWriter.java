package dev.understudy.storage;

import io.vertx.core.Future;

/**
 * Writes a snapshot block by block: each is made durable and read back before the next one is begun,
 * so that memory and other work see a block at a time.
 */
final class SnapshotWriter {
  private final DiskFile file;
  private final SnapshotFile stamp;
  private final StoreRules rules;
  private final int blockBytes;
  private final SnapshotContent source;
  private final Checksum checksums = new Checksum();
  private final FieldWriter content = new FieldWriter();
  private final StateHash hash = new StateHash();
  private long entries;
  private boolean isEnded;

  /** A writer into an empty file; the stamp says which record the content ends with. */
  SnapshotWriter(
      DiskFile file, SnapshotFile stamp, SnapshotContent source, StoreRules rules, int blockBytes) {
    this.file = file;
    this.stamp = stamp;
    this.rules = rules;
    this.blockBytes = blockBytes;
    this.source = source;
  }

  /** Writes everything; succeeds with what the file is then. */
  Future<SnapshotFile> run() {
    return Repeat.until(this::writeBlock)
        .map(done -> new SnapshotFile(
            stamp.file(),
            stamp.lsn(),
            stamp.checksum(),
            stamp.epochMillis(),
            file.size(),
            hash.value()));
  }

  /** Succeeds with whether that was the last one. */
  private Future<Boolean> writeBlock() {
    content.clear();
    if (file.size() == 0) {
      SnapshotFormat.begin(content, stamp);
    }
    while (content.size() < blockBytes && addNext()) {}
    if (content.size() == 0) {
      SnapshotFormat.end(content, entries, hash.value());
      isEnded = true;
    }
    long offset = file.size();
    file.append(SnapshotBlock.of(content.written(), stamp.lsn(), offset, checksums));
    return rules.sync(file).map(synced -> {
      SnapshotBlock.read(file, stamp.lsn(), offset, checksums, rules);
      return isEnded;
    });
  }

  private boolean addNext() {
    boolean isAdded = source.writeNext(content, hash);
    entries += isAdded ? 1 : 0;
    return isAdded;
  }
}
