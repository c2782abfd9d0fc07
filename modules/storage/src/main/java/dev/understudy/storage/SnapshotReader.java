package dev.understudy.storage;

/** Reads a snapshot from its first block to its end, a block at a time, and believes nothing. */
final class SnapshotReader<S> {
  private final DiskFile file;
  private final long lsn;
  private final StoreRules rules;
  private final Checksum checksums = new Checksum();
  private final StateHash hash = new StateHash();
  private final SnapshotTarget<S> target;
  private SnapshotFile stamp;
  private long entries;

  /** A whole snapshot, and the state in it. */
  record Loaded<S>(SnapshotFile file, S state) {}

  private SnapshotReader(DiskFile file, StoreRules rules, SnapshotTarget<S> target) {
    this.file = file;
    this.lsn = SnapshotNames.lsn(file.name());
    this.rules = rules;
    this.target = target;
  }

  /**
   * Loads a snapshot into a target that is empty.
   *
   * @throws DamagedSnapshotException when it is not whole
   */
  static <S> Loaded<S> load(Disk disk, String name, StoreRules rules, SnapshotTarget<S> target) {
    DiskFile file = disk.open(name);
    try {
      SnapshotReader<S> reader = new SnapshotReader<>(file, rules, target);
      reader.readAll();
      return new Loaded<>(reader.stamp, target.state());
    } finally {
      file.close();
    }
  }

  /**
   * Looks at the first and the last block only, of a snapshot that was found whole when it was
   * written and that is not needed now.
   *
   * @throws DamagedSnapshotException when they are not whole
   */
  static SnapshotFile glance(Disk disk, String name, StoreRules rules) {
    DiskFile file = disk.open(name);
    try {
      SnapshotReader<Void> reader = new SnapshotReader<>(file, rules, null);
      reader.begin(reader.block(0));
      FieldReader end = reader.block(Math.max(0, file.size() - SnapshotFormat.END_BYTES));
      if (end.octet() != SnapshotFormat.END) {
        throw reader.damaged("its end is missing");
      }
      end.number();
      reader.stamp = reader.stampedWith(end.number());
      return reader.stamp;
    } catch (IllegalArgumentException unreadable) {
      throw new DamagedSnapshotException(name, unreadable.getMessage());
    } finally {
      file.close();
    }
  }

  private void readAll() {
    long offset = 0;
    boolean isEnded = false;
    while (offset < file.size()) {
      if (!rules.isWhole(!isEnded)) {
        throw damaged("bytes follow behind its end");
      }
      FieldReader fields = block(offset);
      offset += SnapshotBlock.HEAD + fields.left();
      try {
        isEnded = take(fields);
      } catch (IllegalArgumentException unreadable) {
        throw damaged(unreadable.getMessage());
      }
    }
    if (stamp == null || !rules.isWhole(isEnded)) {
      throw damaged("its end is missing");
    }
  }

  private FieldReader block(long offset) {
    return new FieldReader(SnapshotBlock.read(file, lsn, offset, checksums, rules));
  }

  /** Takes what is in a block and says whether it was the end. */
  private boolean take(FieldReader fields) {
    if (stamp == null) {
      begin(fields);
    }
    boolean isEnded = false;
    while (fields.hasMore()) {
      int kind = fields.octet();
      if (kind == SnapshotFormat.END) {
        end(fields.number(), fields.number());
        isEnded = true;
      } else {
        target.take(kind, fields, hash);
        entries++;
      }
    }
    return isEnded;
  }

  private void begin(FieldReader fields) {
    String format = fields.text();
    if (!SnapshotFormat.NAME.equals(format)) {
      throw damaged("its format is " + format + " instead of " + SnapshotFormat.NAME);
    }
    long stamped = fields.number();
    if (stamped != lsn) {
      throw damaged("it is the snapshot at record " + stamped + " under another name");
    }
    int checksum = (int) fields.number();
    stamp = new SnapshotFile(file.name(), lsn, checksum, fields.number(), file.size(), 0);
  }

  private void end(long entriesThen, long hashThen) {
    if (!rules.isWhole(entriesThen == entries && hashThen == hash.value())) {
      throw damaged("its content does not match the fingerprint at its end");
    }
    stamp = stampedWith(hash.value());
  }

  private SnapshotFile stampedWith(long stateHash) {
    return new SnapshotFile(
        stamp.file(), lsn, stamp.checksum(), stamp.epochMillis(), stamp.bytes(), stateHash);
  }

  private DamagedSnapshotException damaged(String found) {
    return new DamagedSnapshotException(file.name(), found);
  }
}
