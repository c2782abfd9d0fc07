package dev.understudy.storage;

/** What a snapshot is to hold, to be walked through once while its owner goes on. */
interface SnapshotContent {

  /** Writes the next entry and adds it to the fingerprint; false, and nothing else, behind the last. */
  boolean writeNext(FieldWriter fields, StateHash hash);
}
