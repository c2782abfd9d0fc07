package dev.understudy.backup;

import java.time.Instant;
import java.util.List;

/**
 * What a link of a chain says of itself. It is written last, so a link without one does not exist;
 * it names its parent by hash, so nobody can change a link unnoticed by those behind it.
 *
 * @param id its name in the target
 * @param system of which store it is
 * @param parent the link that it continues; null for a full one
 * @param parentSha256 of the parent's manifest as it is written; null for a full one
 * @param from what must be there before its log is replayed: its snapshot, or its parent's end
 * @param to its last commit
 * @param created when, by the clock of whoever made it
 * @param pieces its bytes, in the order in which they belong
 */
public record Manifest(
    String id,
    Kind kind,
    String system,
    String parent,
    String parentSha256,
    Point from,
    Point to,
    Instant created,
    List<Piece> pieces) {

  /** Copies the list. */
  public Manifest {
    pieces = List.copyOf(pieces);
  }

  /** How many bytes its pieces have together. */
  public long bytes() {
    return pieces.stream().mapToLong(Piece::bytes).sum();
  }

  /** The last piece of the log, or null when it has none. */
  Piece lastLogPiece() {
    return pieces.isEmpty()
            || SourceNames.isSnapshot(pieces.get(pieces.size() - 1).file())
        ? null
        : pieces.get(pieces.size() - 1);
  }
}
