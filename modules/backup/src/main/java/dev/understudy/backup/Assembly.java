package dev.understudy.backup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the pieces of a chain make the files of a store again: file by file, piece behind piece.
 *
 * @param files by the name of the file, its pieces in order
 */
record Assembly(Map<String, List<Part>> files) {

  /** A piece, and the link in which it lies. */
  record Part(Link link, Piece piece) {}

  /**
   * Puts the pieces together.
   *
   * @throws RefusedBackupException when a piece does not begin where the one before it ended
   */
  static Assembly of(List<Link> links) {
    Map<String, List<Part>> files = new LinkedHashMap<>();
    String current = "";
    for (Link link : links) {
      for (Piece piece : link.manifest().pieces()) {
        List<Part> parts = files.computeIfAbsent(piece.file(), file -> new ArrayList<>());
        long end = parts.isEmpty() ? 0 : parts.get(parts.size() - 1).piece().end();
        boolean isLeft = !parts.isEmpty() && !piece.file().equals(current);
        if (piece.offset() != end || isLeft) {
          throw new RefusedBackupException(
              "%s does not fit: its piece of %s begins at offset %d, and the links before it end at %d",
              link.id(), piece.file(), piece.offset(), end);
        }
        parts.add(new Part(link, piece));
        current = piece.file();
      }
    }
    return new Assembly(files);
  }

  long bytes() {
    return files.values().stream()
        .flatMap(List::stream)
        .mapToLong(part -> part.piece().bytes())
        .sum();
  }
}
