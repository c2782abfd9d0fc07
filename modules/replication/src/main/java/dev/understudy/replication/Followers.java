package dev.understudy.replication;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** What a leader knows of all its followers. */
final class Followers implements Iterable<Follower> {
  /** All of it, for those who watch from outside. */
  record State(List<Follower.State> all, long lastIndexAtBeat) {
    static final State NOBODY = new State(List.of(), 0);
  }

  private final List<Follower> all = new ArrayList<>();
  private long lastIndexAtBeat;

  /** Knows nothing of them but their names; hopes that they need nothing before this index. */
  void begin(List<String> names, long next) {
    all.clear();
    lastIndexAtBeat = next - 1;
    names.forEach(name -> all.add(new Follower(name, next)));
  }

  Follower named(String name) {
    for (Follower follower : all) {
      if (follower.name.equals(name)) {
        return follower;
      }
    }
    throw new NoSuchElementException("no follower " + name);
  }

  /** Up to where the disks hold the leader's log: its own, and those in the set or joining it. */
  long[] positions(InSyncSet inSync, long leader) {
    long[] positions = new long[1 + all.size()];
    int known = 0;
    positions[known++] = leader;
    for (Follower follower : all) {
      if (follower.isJoining || inSync.has(follower.name)) {
        positions[known++] = follower.flushed;
      }
    }
    return Arrays.copyOf(positions, known);
  }

  /**
   * At a heartbeat: who has what the leader had at the last one runs just behind. Acknowledgements
   * wait for it, or it would never catch up while clients write; but not beyond the next heartbeat.
   */
  void waitForWhoIsClose(InSyncSet inSync, long lastIndex) {
    for (Follower follower : all) {
      follower.isJoining = follower.flushed >= lastIndexAtBeat && !inSync.has(follower.name);
    }
    lastIndexAtBeat = lastIndex;
  }

  List<String> whoDoNotKnow(InSyncSet inSync) {
    return all.stream()
        .filter(follower -> follower.inSyncVersion < inSync.version())
        .map(follower -> follower.name)
        .toList();
  }

  /** True if a majority, the leader included, has saved an in-sync set of this epoch. */
  boolean knowInSyncSet() {
    long know = 1 + all.stream().filter(follower -> follower.inSyncVersion >= 0).count();
    return know > (1 + all.size()) / 2;
  }

  State state() {
    return new State(all.stream().map(Follower::state).toList(), lastIndexAtBeat);
  }

  @Override
  public Iterator<Follower> iterator() {
    return all.iterator();
  }
}
