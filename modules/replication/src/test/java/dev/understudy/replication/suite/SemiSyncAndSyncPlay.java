package dev.understudy.replication.suite;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Within;
import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.replication.Mode;
import dev.understudy.replication.SemiSync;
import dev.understudy.replication.suite.AcknowledgementSuite.View;
import dev.understudy.replication.suite.SemiSyncAndSyncSubject.Act;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** One run of some replicas: what clients were told must be on the disks that the mode asks for. */
final class SemiSyncAndSyncPlay implements Subject.Play {
  private static final String DIARY = "diary";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A write; excused if the leader may have gone on alone since it was asked for. */
  private static final class Write {
    private final String token;
    private final Future<Outcome<String>> outcome;
    private boolean isExcused;
    private boolean isSettled; // seen with its outcome

    Write(String token, Future<Outcome<String>> outcome) {
      this.token = token;
      this.outcome = outcome;
    }

    boolean isPromised() {
      return outcome.isComplete() && outcome.result().isOk() && !isExcused;
    }
  }

  private final Cluster cluster;
  private final AcknowledgementSuite suite;
  private final Mode mode;
  private final List<String> members;
  private final String leader;
  private final Sometimes sometimes;
  private final Listener operator;
  private final List<Write> writes = new ArrayList<>();
  private long starts; // of replicas: one may come and go between two looks
  private long startsSeen;
  private long orders;
  private boolean wasOut;

  SemiSyncAndSyncPlay(
      Cluster cluster,
      AcknowledgementSuite suite,
      Mode mode,
      SemiSync semiSync,
      List<String> members,
      Sometimes sometimes) {
    this.cluster = cluster;
    this.suite = suite;
    this.mode = mode;
    this.members = members;
    this.sometimes = sometimes;
    leader = members.get(0);
    cluster.start(
        () -> {
          starts++;
          return suite.replica(mode, semiSync);
        },
        members.toArray(String[]::new));
    cluster.client("alice");
    cluster.client("bob");
    operator = cluster.join("operator", new Listener());
  }

  @Override
  public void act(Record act) {
    if (act instanceof Act.Write write) {
      Client client = cluster.client(write.client());
      for (int i = 0; i < write.times(); i++) {
        String token = "<" + (writes.size() + 1) + ">";
        writes.add(new Write(token, client.append(DIARY, token)));
      }
    } else {
      inSyncAre(members.subList(0, members.size() - 1));
    }
  }

  private void inSyncAre(List<String> names) {
    operator.say(leader, suite.removal(++orders, names));
  }

  @Override
  public void check() {
    boolean isThere = cluster.isRunning(leader);
    View view = isThere ? suite.viewOf(cluster, leader) : null;
    boolean mayBeAlone =
        mode == Mode.SEMI_SYNC && (!isThere || view.isAlone() || starts != startsSeen);
    startsSeen = starts;
    for (Write write : writes) {
      write.isExcused |= mayBeAlone && !write.isSettled;
      write.isSettled = write.outcome.isComplete();
    }
    if (isThere) {
      look(view);
    }
  }

  private void look(View view) {
    boolean isOut = view.inSync().size() < members.size();
    sometimes.saw(SemiSyncAndSyncSubject.ALONE, view.isAlone() ? 1 : 0);
    sometimes.saw(SemiSyncAndSyncSubject.OUT, isOut ? 1 : 0);
    sometimes.saw(SemiSyncAndSyncSubject.BACK, wasOut && !isOut ? 1 : 0);
    wasOut = isOut;
    List<String> promised =
        writes.stream().filter(Write::isPromised).map(write -> write.token).toList();
    List<String> lacked = new ArrayList<>(); // as often as followers lack it
    for (String member : members) {
      if (cluster.isRunning(member) && (mode != Mode.SYNC || view.inSync().contains(member))) {
        Set<String> there = Tokens.in(suite.logOf(cluster, member));
        for (String token : promised) {
          if (!there.contains(token)) {
            mayLack(member, token, lacked);
            lacked.add(token);
          }
        }
      }
    }
  }

  /** All but one of the followers may, with SEMI_SYNC. */
  private void mayLack(String member, String token, List<String> lacked) {
    unless(!member.equals(leader), Acknowledged.STAYS, () -> leader + " has lost " + token);
    unless(
        mode != Mode.SYNC,
        Acknowledged.SYNC,
        () -> token + " was acknowledged, and " + member + ", in sync, lacks it");
    unless(
        Collections.frequency(lacked, token) < members.size() - 2,
        Acknowledged.SEMI_SYNC,
        () -> token + " was acknowledged, and no follower has it");
  }

  /** Where the leader stays broken nobody takes writes. Who stays broken is removed by the operator. */
  @Override
  public void judge(List<String> core) {
    if (!core.contains(leader)) {
      return;
    }
    Within within = new Within(cluster, PATIENCE);
    if (mode == Mode.SYNC) {
      within.until(() -> cluster.isRunning(leader), Acknowledged.REMOVED);
      removeAllBut(core);
    }
    within.until(() -> haveOutcomes(core), Acknowledged.NO_LONGER);
    Future<Outcome<String>> last = cluster.client("carol").append(DIARY, "<end>");
    Outcome<String> outcome = within.await(last, Acknowledged.NO_LONGER);
    unless(
        outcome.isOk(),
        Acknowledged.NO_LONGER,
        () -> "all is healed, and a write ends with " + outcome);
    within.until(() -> !suite.viewOf(cluster, leader).isAlone(), Acknowledged.TOGETHER);
    if (mode == Mode.SYNC) {
      within.until(
          () -> suite.viewOf(cluster, leader).inSync().containsAll(core), Acknowledged.CAUGHT_UP);
    }
    check();
    sometimes.saw(
        SemiSyncAndSyncSubject.ACKNOWLEDGED,
        writes.stream().filter(Write::isPromised).count());
  }

  /** A late word of a member that stays broken may have brought it back: then it is removed again. */
  private boolean haveOutcomes(List<String> core) {
    if (mode == Mode.SYNC && !core.containsAll(suite.viewOf(cluster, leader).inSync())) {
      removeAllBut(core);
    }
    return writes.stream().allMatch(write -> write.outcome.isComplete());
  }

  private void removeAllBut(List<String> core) {
    inSyncAre(
        suite.viewOf(cluster, leader).inSync().stream().filter(core::contains).toList());
  }
}
