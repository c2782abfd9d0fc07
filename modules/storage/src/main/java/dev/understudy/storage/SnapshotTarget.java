package dev.understudy.storage;

/** Takes what a snapshot holds, entry by entry, and makes of it what its owner goes on with. */
interface SnapshotTarget<S> {

  /**
   * Reads an entry of this kind and adds it to the fingerprint.
   *
   * @throws IllegalArgumentException when it is no entry that may stand here
   */
  void take(int kind, FieldReader fields, StateHash hash);

  /** What all entries so far make. */
  S state();
}
