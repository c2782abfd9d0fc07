package dev.understudy.explorer;

/** Which states are gone on from only once. */
public enum Pruning {
  /** Those in which every node says the same of itself: fewest states. */
  STATE,
  /** Those that differ only in the order of steps of different nodes: exact for any node. */
  HISTORY,
  /** None: every path is walked. To judge the others by. */
  NONE
}
