package dev.understudy.replication;

import dev.understudy.replication.ReplicationMessage.NotSwitched;
import dev.understudy.replication.ReplicationMessage.Switch;
import dev.understudy.replication.ReplicationMessage.Switched;
import java.util.List;
import java.util.stream.Stream;

/**
 * Changes the mode while clients write, so that at no moment a promise is lost, whoever leads next and
 * whichever configuration he follows:
 *
 * <ol>
 *   <li>From the first moment on both modes must be satisfied before anything is acknowledged.
 *   <li>When all that was written before is safe by the new mode too, the new configuration is saved
 *       and announced.
 *   <li>When a majority has saved it, the new mode holds alone, and who asked is told.
 * </ol>
 *
 * <p>A wish for less than both is still only a wish. With SYNC as the new mode the members in sync are
 * decided in the second step; before it, a majority stands for them. It also does when SYNC ends: those
 * in sync may be fewer, and whoever leads afterwards need not be one of them. So what SYNC has promised
 * is on a majority before that, also if the new mode asks for less.
 */
final class Switching {
  /** What is under way, for those who watch from outside; nothing if {@code to} is "". */
  record State(String to, long begun, Configuration before) {}

  private final Copy copy;
  private final Followers followers;
  private final Admission admission;
  private final Rules rules;
  private final Host host;
  private String operator;
  private long order;
  private Mode wanted; // null if nothing is under way
  private long begun; // up to here must everything be safe before the new mode is decided on
  private Configuration before; // null until a new one is saved

  Switching(Copy copy, Followers followers, Admission admission, Rules rules, Host host) {
    this.copy = copy;
    this.followers = followers;
    this.admission = admission;
    this.rules = rules;
    this.host = host;
  }

  /** The mode that is to be; null if nothing is under way. */
  Mode wanted() {
    return wanted;
  }

  /** An operator asks for another mode. */
  void begin(String newOperator, Switch asked) {
    Mode mode = host.configuration().mode();
    if (wanted != null) {
      host.send(
          newOperator,
          new NotSwitched(asked.order(), "a switch to " + wanted + " is under way: wait for it"));
    } else if (mode == asked.mode() && admission.isKnown()) {
      host.send(newOperator, new Switched(asked.order()));
    } else {
      operator = newOperator;
      order = asked.order();
      wanted = asked.mode();
      begun = mode == Mode.SYNC && !wanted.isPromise() ? copy.committed() : copy.lastIndex();
      host.trace("switches from " + mode + " to " + wanted);
    }
  }

  /** The mode that must be satisfied too, besides that of the configuration; null if none must. */
  Mode alsoMode() {
    if (wanted == null) {
      return null;
    }
    if (before != null) {
      return rules.isJointUntilKnown() ? before.mode() : null;
    }
    return rules.isJointAtOnce() ? between() : null;
  }

  /** As safe as this entries must be before the new mode is decided on. */
  Mode between() {
    return rules.between(host.configuration().mode(), wanted);
  }

  /** By which configuration that other mode is counted. */
  Configuration alsoConfiguration() {
    return before == null ? host.configuration() : before;
  }

  /**
   * Goes on as far as it can.
   *
   * @param reached up to where entries are as safe as they must be before the new mode is decided on
   */
  void goOn(long reached) {
    boolean isSafe = rules.isSafe(reached, begun);
    if (wanted != null && before == null && isSafe && admission.isKnown()) {
      decide();
    }
    if (before != null && admission.isKnown(host.configuration().version())) {
      host.trace("acknowledges by " + host.configuration());
      admission.follow(host.configuration().version());
      host.send(operator, new Switched(order));
      wanted = null;
      before = null;
    }
  }

  private void decide() {
    List<String> members = wanted == Mode.SYNC ? admission.whoCaughtUp() : followers.names();
    if (1 + members.size() > followers.members() / 2) {
      before = host.configuration();
      host.configure(before.next(wanted, withLeader(members)));
      admission.announce();
    }
  }

  private List<String> withLeader(List<String> members) {
    return Stream.concat(members.stream(), Stream.of(host.self())).toList();
  }

  State state() {
    return new State(wanted == null ? "" : wanted.name(), wanted == null ? 0 : begun, before);
  }
}
