package dev.understudy.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * What the opening of a store found.
 *
 * @param system the id of the store
 * @param snapshot the snapshot it began with, or "" when it read the journal from its first record
 * @param snapshotLsn the last record in that snapshot, 0 when there was none
 * @param damagedSnapshots what is wrong with snapshots that were passed over, a sentence each
 * @param halfWritten files that a stop left half written, and that were removed
 * @param journal what was found behind the snapshot
 */
public record OpeningReport(
    String system,
    String snapshot,
    long snapshotLsn,
    List<String> damagedSnapshots,
    List<String> halfWritten,
    RecoveryReport journal) {

  public OpeningReport {
    damagedSnapshots = List.copyOf(damagedSnapshots);
    halfWritten = List.copyOf(halfWritten);
  }

  /** Whether nothing was damaged, half written or cut. */
  public boolean isClean() {
    return damagedSnapshots.isEmpty() && halfWritten.isEmpty() && journal.isClean();
  }

  /** The report for a person: what was found, and what to do where something is to be done. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        snapshot.isEmpty()
            ? "The store %s was opened from the first record of its journal.".formatted(system)
            : "The store %s was opened from %s, which holds its first %d records."
                .formatted(system, snapshot, snapshotLsn));
    sentences.add(journal.sentence());
    for (String damaged : damagedSnapshots) {
      sentences.add("The snapshot %s; nothing is lost, but the disk may be failing: take a backup,"
              .formatted(damaged)
          + " and a new snapshot.");
    }
    for (String file : halfWritten) {
      sentences.add(
          "%s was half written when the store stopped, and was removed; it was needed for nothing."
              .formatted(file));
    }
    return sentences;
  }
}
