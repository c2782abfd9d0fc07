package dev.understudy.storage;

/**
 * A journal is damaged below a mark that says the damaged records were durable. It refuses to open:
 * to cut here would silently take back what was promised. Nothing on the disk was changed.
 */
public final class CorruptJournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;

  private CorruptJournalException(String file, long offset, String message) {
    super(message);
    this.file = file;
    this.offset = offset;
  }

  /** A record is damaged of which a later one, or a snapshot, says that it was durable. */
  static CorruptJournalException promised(
      String file, long offset, String found, long lsn, String witness, long durableMark) {
    return refused(
        file,
        offset,
        "%s; but %s proves that all records up to %d were durable, "
                .formatted(found, witness, durableMark)
            + "so record %d cannot be given up".formatted(lsn));
  }

  /** The journal does not carry on what stands before it. */
  static CorruptJournalException notBehindBase(String file, long offset, String found, long base) {
    return refused(
        file,
        offset,
        "%s; the snapshot ends with record %d and must be carried on by record %d"
            .formatted(found, base, base + 1));
  }

  private static CorruptJournalException refused(String file, long offset, String why) {
    return new CorruptJournalException(
        file,
        offset,
        "refusing to open the journal: %s at offset %d: %s: ".formatted(file, offset, why)
            + "restore this file from a replica or a backup, or rebuild this node");
  }

  /** The damaged file. */
  public String file() {
    return file;
  }

  /** Where the damage begins, in bytes from the start of the file. */
  public long offset() {
    return offset;
  }
}
