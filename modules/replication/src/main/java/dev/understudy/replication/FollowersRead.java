package dev.understudy.replication;

import dev.understudy.replication.Status.OfFollower;
import dev.understudy.replication.Status.Part;
import java.util.ArrayList;
import java.util.List;

/** Reads what a leader knows of its followers into what an operator is shown. */
final class FollowersRead {
  private final Log log;
  private final Lag lag;
  private final Host host;

  FollowersRead(Log log, Lag lag, Host host) {
    this.log = log;
    this.lag = lag;
    this.host = host;
  }

  List<OfFollower> of(Followers followers) {
    List<OfFollower> all = new ArrayList<>();
    followers.forEach(follower -> all.add(of(follower)));
    return all;
  }

  private OfFollower of(Follower follower) {
    long flushed = follower.flushed();
    return new OfFollower(
        follower.name,
        part(follower),
        Math.max(follower.next - 1, follower.written()),
        follower.written(),
        flushed,
        follower.applied(),
        log.lastIndex() - flushed,
        log.charactersAfter(flushed),
        lag.behind(flushed, log.lastIndex(), host.now()));
  }

  private Part part(Follower follower) {
    if (follower.isAnew()) {
      return Part.OUT_OF_SYNC;
    }
    Configuration configuration = host.configuration();
    return switch (configuration.mode()) {
      case ASYNC -> Part.ASYNCHRONOUS;
      case SEMI_SYNC, QUORUM -> Part.COUNTED;
      case SYNC ->
        configuration.has(follower.name)
            ? Part.IN_SYNC
            : follower.isJoining ? Part.JOINING : Part.OUT_OF_SYNC;
    };
  }
}
