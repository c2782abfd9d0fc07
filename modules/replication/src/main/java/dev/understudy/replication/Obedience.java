package dev.understudy.replication;

import dev.understudy.cluster.InvariantBroken;
import dev.understudy.replication.ReplicationMessage.Introduce;
import dev.understudy.replication.ReplicationMessage.Introduced;
import dev.understudy.replication.ReplicationMessage.Standing;
import dev.understudy.replication.standby.Root;
import java.util.Optional;

/**
 * What a replica has promised: whom it obeys, by which configuration leaders are chosen, and whether
 * its word counts at all. All of it is durable before any answer.
 */
final class Obedience {
  /** The epoch that is obeyed, and who leads it: "" until that is known. */
  record Epoch(long number, String leader) {}

  private static final Epoch NOBODY = new Epoch(0, ""); // who has lost its disk, until it is told

  private final Host host;
  private final Membership membership;
  private Epoch epoch; // durable, or a restarted replica would obey a leader it had given up
  private Configuration configuration; // durable: by it a leader is chosen

  /** What was saved; before that, this leader and this configuration, which everybody begins with. */
  Obedience(
      Optional<Epoch> saved,
      String firstLeader,
      Optional<Configuration> savedConfiguration,
      Configuration first,
      Membership membership,
      Host host) {
    this.host = host;
    this.membership = membership;
    boolean isMember = membership.isMember();
    epoch = saved.orElse(isMember ? new Epoch(1, firstLeader) : NOBODY);
    configuration = savedConfiguration.orElse(isMember ? first : Configuration.NONE);
  }

  long number() {
    return epoch.number();
  }

  String leader() {
    return epoch.leader();
  }

  Configuration configuration() {
    return configuration;
  }

  /** The same for those who are fed; it leads as this says, or not. */
  Root.Allegiance allegiance(Leading leading) {
    return new Root.Allegiance(
        epoch.number(), epoch.leader(), leading == null ? -1 : leading.ledFrom());
  }

  /** True while it has lost its disk and does not know yet whom others obey. */
  boolean isOfNobody() {
    return epoch.equals(NOBODY);
  }

  /** Obeys a later epoch, or learns who leads this one; returns whether that is news. */
  boolean obey(long number, String leader) {
    boolean later = number > epoch.number();
    if (number < epoch.number()
        || epoch.equals(new Epoch(number, leader))
        || !later && leader.isEmpty()) {
      return false;
    }
    InvariantBroken.unless(
        later || epoch.leader().isEmpty(),
        "O1 an epoch has one leader",
        () -> "epoch " + number + " is led by " + epoch.leader() + " and by " + leader);
    save(new Epoch(number, leader));
    return true;
  }

  private void save(Epoch next) {
    epoch = next;
    host.save(next); // durable before any answer, or after a restart we would obey an earlier epoch
  }

  void configure(Configuration next) {
    boolean isNews = next.isSync() || next.mode() != configuration.mode();
    configuration = next;
    host.save(next);
    if (isNews) {
      host.trace(next.isSync() ? "in sync are " + next.members() : "the mode is " + next.mode());
    }
  }

  /** Whether it may lead the epoch of this configuration: it promised it, and nobody leads it yet. */
  boolean mayLead(Configuration first) {
    return membership.isMember()
        && first.epoch() == epoch.number()
        && epoch.leader().isEmpty();
  }

  /** Leads the epoch of this configuration, which is saved before. */
  void lead(Configuration first) {
    configure(first);
    save(new Epoch(epoch.number(), host.self()));
  }

  /** How far this log is, for an operator whose epoch is promised or not. */
  Standing standing(boolean promised, Log log) {
    return new Standing(
        promised,
        epoch.number(),
        log.lastEpoch(),
        log.lastIndex(),
        configuration,
        membership.disks());
  }

  /** For who has lost its disk: what is obeyed here. */
  Introduced introduced(Introduce to) {
    return new Introduced(to.disk(), membership.disks(), epoch.number(), configuration);
  }
}
