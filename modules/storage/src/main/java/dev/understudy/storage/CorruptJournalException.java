package dev.understudy.storage;

/**
 * A journal is damaged below a mark that says the damaged records were durable. It refuses to open:
 * to cut here would silently take back what was promised. Nothing on the disk was changed.
 */
public final class CorruptJournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;

  CorruptJournalException(String file, long offset, String found, long lsn, long durableMark) {
    super("refusing to open the journal: %s at offset %d: %s; ".formatted(file, offset, found)
        + "but a later record proves that all records up to %d were durable, "
            .formatted(durableMark)
        + "so record %d cannot be given up: ".formatted(lsn)
        + "restore this file from a replica or a backup, or rebuild this node");
    this.file = file;
    this.offset = offset;
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
