package dev.understudy.replication.standby;

import dev.understudy.cluster.Cluster;
import dev.understudy.explorer.Act;
import dev.understudy.explorer.Bounds;
import dev.understudy.explorer.Moment;
import dev.understudy.explorer.Subject;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A chain of three standbys below one member that has just crashed. In whatever order they notice it
 * and ask each other, nobody may follow who stands below it.
 */
public final class TreeSubject {
  /** Each of them notices and asks. */
  public static final Bounds BOUNDS = new Bounds(40, 0, 0, 3, false);

  private TreeSubject() {}

  /** Our standbys. */
  public static Subject orphans() {
    return of(
        "orphans", "standbys without a leader follow nobody who stands below them", Standby::new);
  }

  /** The same story with other standbys. */
  public static Subject of(
      String name, String moral, Function<String[], ? extends Standby> standbys) {
    return new Subject(
        name, moral, cluster -> open(cluster, standbys), List.of(TreeSubject::onCycles), BOUNDS);
  }

  private static List<Act> open(Cluster cluster, Function<String[], ? extends Standby> standbys) {
    cluster.start(() -> new Replica(Mode.ASYNC), "athens");
    attach(cluster, standbys, "byzantium", "athens", "delphi");
    attach(cluster, standbys, "cyrene", "byzantium", "delphi");
    attach(cluster, standbys, "delphi", "cyrene", "byzantium");
    cluster.runFor(Duration.ofSeconds(1));
    cluster.crash("athens");
    cluster.runFor(Duration.ofMillis(690)); // athens was asked in vain: soon the next ones are
    return List.of();
  }

  private static void attach(
      Cluster cluster,
      Function<String[], ? extends Standby> standbys,
      String name,
      String... upstreams) {
    cluster.attach(() -> standbys.apply(upstreams), name);
  }

  /** R7 Whoever follows the upstreams from a standby on never comes back to it. */
  private static String onCycles(Moment moment) {
    for (String name : moment.names()) {
      String above = upstream(moment, name);
      for (int steps = 0; steps < moment.names().size() && !above.isEmpty(); steps++) {
        if (above.equals(name)) {
          return "R7 nobody follows who stands below it — but " + name + " follows "
              + upstream(moment, name) + ", and that one in the end " + name;
        }
        above = upstream(moment, above);
      }
    }
    return "";
  }

  private static String upstream(Moment moment, String name) {
    Standby.State state =
        moment.names().contains(name) ? moment.state(name, Standby.State.class) : null;
    return state == null ? "" : state.upstream();
  }
}
