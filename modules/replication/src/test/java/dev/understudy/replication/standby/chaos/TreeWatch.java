package dev.understudy.replication.standby.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.cluster.Cluster;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Replica;
import dev.understudy.replication.standby.Standby;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Looks at a tree again and again, and at no moment may there be what must never be. */
public final class TreeWatch {
  private static final String PREFIX =
      "R4 a standby's log is a prefix of its upstream's, but for what a later epoch has not";
  private static final String COMMITTED = "R4 a standby holds only what is committed for good";
  private static final String FORWARD = "R5 a standby never goes back to an earlier epoch";
  private static final String NO_CYCLE = "R7 no standby follows who stands below it";

  private final Cluster cluster;
  private final List<String> members;
  private final List<String> standbys;
  private final BooleanSupplier stays;
  private final Sometimes sometimes;
  private final SortedMap<String, Standby.State> before = new TreeMap<>();
  private final SortedMap<Long, Entry> committed = new TreeMap<>(); // all that standbys have held

  /** {@code stays}: whether what is committed stays, by the modes that the members have had. */
  public TreeWatch(
      Cluster cluster,
      List<String> members,
      List<String> standbys,
      BooleanSupplier stays,
      Sometimes sometimes) {
    this.cluster = cluster;
    this.members = members;
    this.standbys = standbys;
    this.stays = stays;
    this.sometimes = sometimes;
  }

  List<String> standbys() {
    return standbys;
  }

  /** The state of a standby that runs. */
  public Standby.State standby(String name) {
    return cluster.state(name, Standby.State.class);
  }

  Replica.State member(String name) {
    return cluster.state(name, Replica.State.class);
  }

  /** Looks once. */
  public void check() {
    SortedMap<String, Standby.State> now = new TreeMap<>();
    standbys.stream().filter(cluster::isRunning).forEach(name -> now.put(name, standby(name)));
    before.keySet().removeIf(name -> !cluster.isRunning(name)); // what was not flushed is lost
    now.forEach((name, state) -> {
      checkCycle(name, now);
      checkUpstream(name, state, now);
      checkPast(name, state);
    });
    before.putAll(now);
  }

  /** Whether a standby holds all that this leader holds. */
  public static boolean holdsLogOf(Replica.State leader, Standby.State standby) {
    return standby.lastIndex() == leader.lastIndex()
        && Entries.of(standby).firstThatDiffers(Entries.of(leader)) > leader.lastIndex()
        && standby.content().equals(leader.content());
  }

  private void checkCycle(String name, SortedMap<String, Standby.State> now) {
    String above = name;
    for (int steps = 0; steps <= standbys.size(); steps++) {
      above = now.containsKey(above) ? now.get(above).upstream() : "";
      String at = above;
      unless(
          !at.equals(name),
          NO_CYCLE,
          () ->
              name + " follows " + now.get(name).upstream() + ", and that one in the end " + name);
    }
    String asked = now.get(name).search().asked();
    boolean asksBelow = now.containsKey(asked) && now.get(asked).upstream().equals(name);
    sometimes.saw(TreeSubject.ASKS_BELOW, asksBelow ? 1 : 0);
  }

  private void checkUpstream(
      String name, Standby.State state, SortedMap<String, Standby.State> now) {
    String upstream = state.upstream();
    if (now.containsKey(upstream)) {
      Standby.State above = now.get(upstream);
      Entries ours = Entries.of(state);
      checkPrefix(name, ours, upstream, Entries.of(above), above.bound().epoch());
    } else if (members.contains(upstream) && cluster.isRunning(upstream)) {
      Replica.State above = member(upstream);
      if (above
          .isMember()) { // who joins anew has forgotten whom it fed, and says so when it is asked
        checkPrefix(name, Entries.of(state), upstream, Entries.of(above), above.epoch());
      }
    }
  }

  private static void checkPrefix(
      String name, Entries ours, String upstream, Entries above, long epoch) {
    for (long index = ours.firstThatDiffers(above); index <= ours.last(); index++) {
      Entry entry = ours.at(index);
      String where = " at " + index;
      unless(
          entry.epoch() < epoch,
          PREFIX,
          () -> name + " holds " + entry + where + ", and " + upstream + " of epoch " + epoch
              + " does not");
    }
    unless(
        ours.start() <= above.last() || ours.startEpoch() < epoch,
        PREFIX,
        () -> name + " holds a snapshot up to " + ours.start() + ", and " + upstream
            + " has entries up to " + above.last());
  }

  private void checkPast(String name, Standby.State state) {
    Standby.State past = before.get(name);
    if (past != null) {
      unless(
          lastEpoch(state) >= lastEpoch(past),
          FORWARD,
          () -> name + " held an entry of epoch " + lastEpoch(past) + ", and now ends with epoch "
              + lastEpoch(state));
      boolean isCut = Entries.of(past).firstThatDiffers(Entries.of(state)) <= past.lastIndex();
      sometimes.saw(TreeSubject.CUT, isCut ? 1 : 0);
      boolean hasMoved = !past.upstream().isEmpty()
          && !state.upstream().isEmpty()
          && !past.upstream().equals(state.upstream());
      sometimes.saw(TreeSubject.MOVED, hasMoved ? 1 : 0);
    }
    sometimes.saw(TreeSubject.SNAPSHOT, state.receiving().chunks() > 0 ? 1 : 0);
    sometimes.saw(TreeSubject.DEEP, state.label().depth() >= 3 ? 1 : 0);
    if (stays.getAsBoolean()) {
      checkCommitted(name, Entries.of(state));
    }
  }

  private void checkCommitted(String name, Entries log) {
    for (long index = log.start() + 1; index <= log.last(); index++) {
      Entry entry = log.at(index);
      Entry before = committed.putIfAbsent(index, entry);
      String where = " at " + index;
      unless(
          before == null || before.equals(entry),
          COMMITTED,
          () -> name + " holds " + entry + where + ", where there was " + before);
    }
  }

  private static long lastEpoch(Standby.State state) {
    return state.log().isEmpty()
        ? Entries.of(state).startEpoch()
        : state.log().get(state.log().size() - 1).epoch();
  }
}
