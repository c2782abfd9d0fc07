package dev.understudy.replication;

import dev.understudy.replication.ReplicationMessage.Configure;
import java.util.ArrayList;
import java.util.List;

/**
 * Who counts with SYNC, and who knows of it. The leader takes back into the configuration who has
 * caught up. It tells every configuration to those who do not know it, and lets one count only when a
 * majority knows it.
 */
final class Admission {
  private final Copy copy;
  private final Followers followers;
  private final long ledFrom;
  private final Rules rules;
  private final Host host;
  private long mustBeKnown; // the version that a majority must have before anything is acknowledged
  private long lastIndexAtBeat;

  Admission(Copy copy, Followers followers, Rules rules, Host host) {
    this.copy = copy;
    this.followers = followers;
    this.rules = rules;
    this.host = host;
    ledFrom = copy.lastIndex();
    lastIndexAtBeat = ledFrom;
    mustBeKnown = host.configuration().version();
  }

  /** True if a majority knows by what rule we acknowledge. */
  boolean isKnown() {
    return isKnown(mustBeKnown);
  }

  boolean isKnown(long version) {
    return rules.isKnown(followers.whoKnow(version), followers.members());
  }

  /** From now on this version counts, which a majority knows. */
  void follow(long version) {
    mustBeKnown = version;
  }

  /** From the turn on in which we count on its disk too, it misses nothing that is acknowledged. */
  void admitWhoCaughtUp() {
    if (!host.configuration().isSync()) {
      return;
    }
    for (Follower follower : followers) {
      if (!host.configuration().has(follower.name) && hasCaughtUp(follower)) {
        host.configure(host.configuration().with(follower.name));
        announce();
      }
    }
  }

  /** The followers that hold all that was ever acknowledged. */
  List<String> whoCaughtUp() {
    List<String> names = new ArrayList<>();
    for (Follower follower : followers) {
      if (hasCaughtUp(follower)) {
        names.add(follower.name);
      }
    }
    return names;
  }

  private boolean hasCaughtUp(Follower follower) {
    return !follower.isAnew() && rules.hasCaughtUp(follower.flushed(), copy.committed(), ledFrom);
  }

  void announce() {
    Configuration configuration = host.configuration();
    for (Follower follower : followers) {
      if (follower.version() < configuration.version()) {
        host.send(follower.name, new Configure(configuration));
      }
    }
  }

  /**
   * At a heartbeat: who has what the leader had at the last one runs just behind. Acknowledgements
   * wait for it, or it would never catch up while clients write; but not beyond the next heartbeat.
   */
  void waitForWhoIsClose() {
    Configuration configuration = host.configuration();
    for (Follower follower : followers) {
      follower.isJoining = !follower.isAnew()
          && follower.flushed() >= lastIndexAtBeat
          && !configuration.has(follower.name);
    }
    lastIndexAtBeat = copy.lastIndex();
  }

  long mustBeKnown() {
    return mustBeKnown;
  }

  long lastIndexAtBeat() {
    return lastIndexAtBeat;
  }
}
