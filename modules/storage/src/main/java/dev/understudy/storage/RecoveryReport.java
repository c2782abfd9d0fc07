package dev.understudy.storage;

/**
 * What the opening of a journal found.
 *
 * @param records how many records it holds now
 * @param bytesCut how many bytes of a torn tail were cut; 0 when it ended cleanly
 * @param file the file in which the tail began, or "" when nothing was cut
 * @param offset where the tail began in that file, in bytes
 * @param reason what was wrong there, or ""
 */
public record RecoveryReport(long records, long bytesCut, String file, long offset, String reason) {

  static RecoveryReport clean(long records) {
    return new RecoveryReport(records, 0, "", 0, "");
  }

  /** Whether the journal ended exactly behind a whole record. */
  public boolean isClean() {
    return reason.isEmpty();
  }

  /** The report as one sentence for a person. */
  public String sentence() {
    if (isClean()) {
      return "%d records recovered, the journal ended cleanly.".formatted(records);
    }
    return "%d records recovered, %d bytes of a torn tail cut from %s at offset %d: %s; "
            .formatted(records, bytesCut, file, offset, reason)
        + "none of it had been known to be durable.";
  }
}
