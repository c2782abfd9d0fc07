package dev.understudy.standby;

/**
 * What a standby costs while nothing fails.
 *
 * @param machines how many run all the time, the leader's included; who makes backups does not
 * @param bytesOfLogs how long the commands are together that the disks of all replicas hold
 * @param bytesOfBackups what lies in the vault, and on the disk of who makes the backups
 * @param messagesPerWrite messages between these machines for each acknowledged write: entries, their
 *     receipts, heartbeats, and what is read for backups
 * @param writeMillis how long half of the writes took at most
 */
public record Cost(
    int machines,
    long bytesOfLogs,
    long bytesOfBackups,
    double messagesPerWrite,
    double writeMillis) {
  /** All bytes that are kept. */
  public long bytes() {
    return bytesOfLogs + bytesOfBackups;
  }
}
