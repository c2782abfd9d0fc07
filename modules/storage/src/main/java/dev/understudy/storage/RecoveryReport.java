package dev.understudy.storage;

/**
 * What the opening of a journal found.
 *
 * @param base the record behind which it was read, 0 when that was its beginning
 * @param records how many records it holds behind the base now
 * @param bytesCut how many bytes of a torn tail were cut; 0 when it ended cleanly
 * @param file the file in which the tail began, or "" when nothing was cut
 * @param offset where the tail began in that file, in bytes
 * @param reason what was wrong there, or ""
 * @param unneeded what is wrong with records up to the base, which nobody needs, or ""
 */
public record RecoveryReport(
    long base,
    long records,
    long bytesCut,
    String file,
    long offset,
    String reason,
    String unneeded) {

  /** Whether the journal ended exactly behind a whole record. */
  public boolean isClean() {
    return reason.isEmpty();
  }

  /** The report as one sentence for a person, or two. */
  public String sentence() {
    String recovered =
        "%d records recovered%s, ".formatted(records, base == 0 ? "" : " behind record " + base);
    String end = isClean()
        ? "the journal ended cleanly."
        : "%d bytes of a torn tail cut from %s at offset %d: %s; "
                .formatted(bytesCut, file, offset, reason)
            + "none of it had been known to be durable.";
    return recovered + end + (unneeded.isEmpty() ? "" : " Not needed any more: " + unneeded + ".");
  }
}
