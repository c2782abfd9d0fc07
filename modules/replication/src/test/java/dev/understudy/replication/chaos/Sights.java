package dev.understudy.replication.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.cluster.Cluster;
import dev.understudy.replication.Replica;
import dev.understudy.replication.chaos.Person.Look;
import dev.understudy.replication.standby.Standby;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What readers may and must see while all else happens to the replicas. Whoever reads below a standby
 * that leads reads another store than the members', and may miss what they acknowledge.
 */
final class Sights {
  private static final String COMMITTED =
      "V3 what is shown is committed, and is never gone where each mode promises that";

  private final Cluster cluster;
  private final List<Person> people;
  private final Sometimes sometimes;
  private final Map<String, Duration> promised = new TreeMap<>(); // tokens, and since when

  Sights(Cluster cluster, List<Person> people, Sometimes sometimes) {
    this.cluster = cluster;
    this.people = people;
    this.sometimes = sometimes;
  }

  /** This token is acknowledged now, and must stay. */
  void promise(String token) {
    promised.put(token, cluster.now());
  }

  /**
   * Looks at what was read since it did so last.
   *
   * @param isSafe whether each mode that there was keeps what it acknowledges
   * @param doesStandbyLead whether a standby may know another leader than the members do
   */
  void check(boolean isSafe, boolean doesStandbyLead) {
    for (Person person : people) {
      boolean isOfMembers = !doesStandbyLead || !person.replicas.stream().anyMatch(this::isStandby);
      for (Look look : person.newLooks()) {
        look.checkSeen(person.name);
        if (isOfMembers) {
          look.checkFresh(person.name, promised);
        }
        count(look);
      }
      if (isSafe && isOfMembers) {
        unless(
            person.refusals().stream().noneMatch(Sights::isSurelyLost),
            COMMITTED,
            () -> person.name + " was told " + person.refusals());
      }
    }
  }

  /** In the end there is this value, and each mode kept what it acknowledged. */
  void judge(String value, boolean doesStandbyLead) {
    for (Person person : people) {
      if (doesStandbyLead && person.replicas.stream().anyMatch(this::isStandby)) {
        continue;
      }
      for (Look look : person.looks()) {
        unless(
            value.startsWith(look.value()),
            COMMITTED,
            () -> person.name + " read " + look.reading() + ", but in the end there is " + value);
      }
    }
  }

  boolean isStandby(String replica) {
    return TogetherSubject.STANDBYS.contains(replica);
  }

  /** Where only a snapshot is left of a place, a replica cannot tell: that is no loss. */
  private static boolean isSurelyLost(String reason) {
    return reason.startsWith("lost") && !reason.contains("may be gone");
  }

  private void count(Look look) {
    String from = look.reading().from();
    if (!cluster.isRunning(from)) {
      return;
    }
    if (isStandby(from)) {
      boolean hasSnapshot = cluster.state(from, Standby.State.class).logStart() > 0;
      sometimes.saw(TogetherSubject.READ_BELOW, hasSnapshot ? 1 : 0);
    } else {
      Replica.State state = cluster.state(from, Replica.State.class);
      boolean isBack = state.isMember() && state.disks().own() > 1;
      sometimes.saw(TogetherSubject.READ_ANEW, isBack ? 1 : 0);
    }
  }
}
