package dev.understudy.replication;

/**
 * How long the log of a replica may become, and how much of a snapshot is handed over at once.
 *
 * @param mostEntries when the log has more, and more than the last snapshot had parts, a snapshot is
 *     taken; so taking them costs no more than what was written between them
 * @param kept so many entries, at least, stay behind a snapshot that stands for those before: whoever
 *     was away shortly is served from the log
 * @param mostCharacters about so many characters are in one chunk of a snapshot
 * @param mostUnderWay so many chunks, at most, are under way to one follower
 */
public record LogBounds(int mostEntries, int kept, int mostCharacters, int mostUnderWay) {
  /** 65,536 entries, of which 8,192 stay; 4 chunks of 65,536 characters. */
  public static final LogBounds DEFAULT = new LogBounds(1 << 16, 1 << 13, 1 << 16, 4);

  /** Refuses what nothing could be handed over with. */
  public LogBounds {
    if (mostEntries < 1 || kept < 0 || mostCharacters < 1 || mostUnderWay < 1) {
      throw new IllegalArgumentException("a log of at most " + mostEntries + " entries, " + kept
          + " of them kept, chunks of " + mostCharacters + " characters, " + mostUnderWay
          + " under way: give 0 or more to be kept, and 1 or more of the others");
    }
  }
}
