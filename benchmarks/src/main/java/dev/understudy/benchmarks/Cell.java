package dev.understudy.benchmarks;

import dev.understudy.replication.Mode;
import java.util.List;

/**
 * What is measured side by side: all systems of one kind, with so many writes under way.
 *
 * @param modes which of ours; the floors of all but SEMI_SYNC, which has none of its own, and of ASYNC
 *     in memory, which has nothing to wait for
 */
record Cell(Kind kind, int concurrency, List<Mode> modes) {
  private static final List<Mode> ALL = List.of(Mode.values());
  private static final List<Mode> OTHERS = List.of(Mode.ASYNC, Mode.QUORUM, Mode.SYNC);
  private static final List<Mode> PROMISES = List.of(Mode.QUORUM, Mode.SYNC);

  /** Every mode, short values in memory. */
  static Cell usual(int members, int concurrency) {
    return new Cell(new Kind(members, Kind.SHORT, false), concurrency, ALL);
  }

  /** Three members, and another length of values, or disks. */
  static Cell of(int concurrency, int bytes, boolean onDisk) {
    return new Cell(new Kind(3, bytes, onDisk), concurrency, OTHERS);
  }

  /** Values of 16 KiB: with ASYNC more of them would be written in a second than memory holds. */
  static Cell longValues() {
    return new Cell(new Kind(3, 16 << 10, false), 1, PROMISES);
  }

  /** The same with this mode alone. */
  Cell only(Mode mode) {
    return new Cell(kind, concurrency, List.of(mode));
  }

  String[] modesOfFloor() {
    return modes.stream()
        .filter(mode -> mode != Mode.SEMI_SYNC && (kind.onDisk() || mode != Mode.ASYNC))
        .map(Mode::name)
        .toArray(String[]::new);
  }

  String[] modesOfOurs() {
    return modes.stream().map(Mode::name).toArray(String[]::new);
  }

  /** The peer keeps all in memory. */
  boolean hasPeer() {
    return !kind.onDisk();
  }

  boolean hasClient() {
    return concurrency == 1 && kind.equals(new Kind(kind.members(), Kind.SHORT, false));
  }

  @Override
  public String toString() {
    return kind.members() + " members, " + concurrency + " under way, " + Kind.words(kind.bytes())
        + (kind.onDisk() ? ", on disk" : "");
  }
}
