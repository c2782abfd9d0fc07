package dev.understudy.replication.reads;

import dev.understudy.cluster.Position;
import java.util.List;
import java.util.TreeMap;

/**
 * What a reader has seen or was told is done: of each epoch the last entry, since that stands for all
 * before it in the same epoch. An answer that holds them all makes one of them.
 */
final class Seen {
  private final TreeMap<Long, Long> lastByEpoch = new TreeMap<>();

  /** This was seen too. */
  void add(Position position) {
    if (!position.equals(Position.NONE)) {
      lastByEpoch.merge(position.epoch(), position.index(), Math::max);
    }
  }

  /** What the next answer must hold. */
  List<Position> positions() {
    return lastByEpoch.entrySet().stream()
        .map(last -> new Position(last.getKey(), last.getValue()))
        .toList();
  }

  /** The entry at {@code by}, which was seen, stands behind all of these. */
  void isHeld(List<Position> these, Position by) {
    these.forEach(this::forget);
    add(by);
  }

  /** This entry is gone, or need not be held any more; later ones of its epoch stay. */
  void forget(Position position) {
    Long last = lastByEpoch.get(position.epoch());
    if (last != null && last <= position.index()) {
      lastByEpoch.remove(position.epoch());
    }
  }
}
