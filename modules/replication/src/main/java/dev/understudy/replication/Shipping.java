package dev.understudy.replication;

import dev.understudy.replication.ReplicationMessage.Append;
import java.util.List;

/** Sends a leader's log to its followers, each from where it stands, and never too much at once. */
final class Shipping {
  private static final int MOST_ENTRIES_UNDER_WAY = 4096;

  private final long epoch;
  private final Copy copy;
  private final int mostPerAppend;
  private final Host host;

  Shipping(long epoch, Copy copy, int mostPerAppend, Host host) {
    this.epoch = epoch;
    this.copy = copy;
    this.mostPerAppend = mostPerAppend;
    this.host = host;
  }

  /** Sends what the follower lacks, as far as it keeps up. */
  void ship(Follower follower) {
    while (follower.next <= copy.lastIndex()
        && follower.next - follower.flushed() <= MOST_ENTRIES_UNDER_WAY) {
      send(follower, mostPerAppend);
    }
  }

  /** A heartbeat: who missed something notices by it, and says so; and it hears what is committed. */
  void beat(Follower follower) {
    send(follower, 0);
  }

  private void send(Follower follower, int most) {
    Log log = copy.log();
    long previous = follower.next - 1;
    List<Entry> entries = log.from(follower.next, most);
    follower.next += entries.size();
    host.send(
        follower.name,
        new Append(epoch, previous, log.epochAt(previous), entries, copy.committed()));
  }
}
