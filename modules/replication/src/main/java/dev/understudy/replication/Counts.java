package dev.understudy.replication;

/**
 * What a replica has counted since it started.
 *
 * @param setAside entries that it gave up and set aside for its operator
 * @param snapshotsSent how often it began to send somebody a snapshot, follower or standby
 * @param snapshotsTaken how often a snapshot from elsewhere replaced its log
 */
public record Counts(long setAside, long snapshotsSent, long snapshotsTaken) {
  Counts withSetAside(long entries) {
    return new Counts(setAside + entries, snapshotsSent, snapshotsTaken);
  }

  Counts withSnapshotSent() {
    return new Counts(setAside, snapshotsSent + 1, snapshotsTaken);
  }

  Counts withSnapshotTaken() {
    return new Counts(setAside, snapshotsSent, snapshotsTaken + 1);
  }
}
