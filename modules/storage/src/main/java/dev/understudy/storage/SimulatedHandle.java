package dev.understudy.storage;

/** What a {@link SimulatedDisk} knows of an opened file or directory. Guarded by the disk. */
final class SimulatedHandle {
  private final String name;
  private final long incarnation;
  private SyncFailedException failure; // volatile, because whoever opens the file again starts anew

  SimulatedHandle(String name, long incarnation) {
    this.name = name;
    this.incarnation = incarnation;
  }

  String name() {
    return name;
  }

  /** How many crashes the disk had seen when this was opened. */
  long incarnation() {
    return incarnation;
  }

  /** The failure of the first sync that failed, or null. */
  SyncFailedException failure() {
    return failure;
  }

  void syncFailed() {
    failure = new SyncFailedException(name, null);
  }

  void checkHealthy() {
    if (failure != null) {
      throw failure;
    }
  }
}
