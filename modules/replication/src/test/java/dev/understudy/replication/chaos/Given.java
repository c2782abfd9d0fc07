package dev.understudy.replication.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.cluster.Cluster;
import dev.understudy.replication.Durability;
import dev.understudy.replication.Durability.Point;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an answer promises, by the durability of its operation. Without a wish that is the mode's; a
 * leader that was cut off before a switch still goes by the old one, so a promise is only what each
 * mode that there was promises.
 */
final class Given {
  private static final String IS_APPLIED =
      "R2 what is acknowledged as applied is applied by as many as were asked for";

  private static final Set<Mode> SAFE = EnumSet.of(Mode.QUORUM, Mode.SYNC);

  /** A leader and its life as one, and how often it has gone on alone in it. */
  private record Lead(long epoch, long ledFrom, long fallbacks) {}

  private final Cluster cluster;
  private final List<String> nodes;
  private final Watch watch;
  private final Set<Mode> modes;
  private String broken = ""; // what an answer was found to break: whoever hears it cannot throw

  Given(Cluster cluster, List<String> nodes, Mode mode, Watch watch) {
    this.cluster = cluster;
    this.nodes = nodes;
    this.watch = watch;
    modes = EnumSet.of(mode);
  }

  /** From now on the mode may be this one too. */
  void mayBe(Mode mode) {
    modes.add(mode);
  }

  /** Whether each mode that there was keeps what it acknowledges. */
  boolean isSafe() {
    return SAFE.containsAll(modes);
  }

  /**
   * Whether what a replica has committed never changes. A leader that is alone, or alone in sync,
   * commits before the flush for which its answers wait.
   */
  boolean isCommittedForGood(boolean isLeading) {
    return isLeading ? nodes.size() > 1 && modes.equals(EnumSet.of(Mode.QUORUM)) : isSafe();
  }

  /** What an operation with this wish, which begins now, is promised when it comes back. */
  Diary.Promise forWish(String wish) {
    Optional<Durability> wished = Durability.all().stream()
        .filter(durability -> durability.wish().equals(wish))
        .findFirst();
    Optional<Lead> atFirst = together();
    return token -> {
      wished.ifPresent(durability -> checkApplied(durability, token));
      if (wished.isEmpty()) {
        return isSafe() || modes.equals(EnumSet.of(Mode.SEMI_SYNC)) && isShared(atFirst);
      }
      return wished.get().point() != Point.WRITTEN
          && (SAFE.contains(wished.get().mode())
              || wished.get().mode() == Mode.SEMI_SYNC && isShared(atFirst));
    };
  }

  /** With three members two copies are a majority; unless those in sync alone may lead. */
  private boolean isShared(Optional<Lead> atFirst) {
    return nodes.size() == 3
        && !modes.contains(Mode.SYNC)
        && atFirst.isPresent()
        && atFirst.equals(together());
  }

  /** The leader, if there is just one, and it does not go on alone. */
  private Optional<Lead> together() {
    List<Replica.State> leaders = nodes.stream()
        .filter(cluster::isRunning)
        .map(watch::state)
        .filter(Replica.State::isLeading)
        .toList();
    return leaders.size() == 1 && !leaders.get(0).isAlone()
        ? leaders.stream()
            .map(state -> new Lead(state.epoch(), state.ledFrom(), state.fallbacks()))
            .findFirst()
        : Optional.empty();
  }

  /** Who has forgotten what it had applied, by a crash or since it had to cut, is not counted against. */
  private void checkApplied(Durability wish, String token) {
    if (wish.mode() != Mode.QUORUM || wish.point() != Point.APPLIED || token.isEmpty()) {
      return;
    }
    List<String> lack = nodes.stream().filter(node -> lacks(node, token)).toList();
    if (2 * lack.size() >= nodes.size()) {
      broken = token + " was acknowledged as applied by a majority, but not by " + lack;
    }
  }

  /** Throws if an answer promised what was not so. */
  void check() {
    unless(broken.isEmpty(), IS_APPLIED, broken);
  }

  private boolean lacks(String node, String token) {
    if (!cluster.isRunning(node)) {
      return false;
    }
    Replica.State state = watch.state(node);
    return state.applied() >= watch.mostApplied(node)
        && !state.content().getOrDefault(Diary.KEY, "").contains(token);
  }
}
