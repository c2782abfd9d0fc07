package dev.understudy.replication.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Within;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;
import dev.understudy.replication.Replica;
import dev.understudy.replication.chaos.Person.Look;
import dev.understudy.replication.chaos.ReplicationAct.Promote;
import dev.understudy.replication.chaos.ReplicationAct.SwitchTo;
import dev.understudy.replication.chaos.ReplicationAct.Write;
import dev.understudy.replication.chaos.TogetherAct.Injure;
import dev.understudy.replication.chaos.TogetherAct.Members;
import dev.understudy.replication.chaos.TogetherAct.PromoteStandby;
import dev.understudy.replication.chaos.TogetherAct.Reads;
import dev.understudy.replication.standby.Standby;
import dev.understudy.replication.standby.chaos.TreeWatch;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One run: members, standbys and readers are each held to what they promise, all at once. */
final class TogetherPlay implements Subject.Play {
  private static final String WORKS_AGAIN = "L when all is healed a majority works again";
  private static final String EQUAL = "R8 in the end every replica holds the leader's log";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration FRESH_ENOUGH = Duration.ofMillis(500);

  private final Cluster cluster;
  private final List<String> nodes;
  private final List<Operator> operators;
  private final List<Person> people;
  private final SortedMap<String, Standby> standbys; // the one that lives now, by name
  private final Sometimes sometimes;
  private final Diary diary = new Diary();
  private final Watch watch;
  private final Given given;
  private final TreeWatch tree;
  private final Sights sights;
  private final Injuries injuries;
  private final SortedMap<String, String> upstreams = new TreeMap<>(); // of standbys, seen last
  private Future<String> promotion = Future.succeededFuture("");
  private Future<String> rivalry = Future.succeededFuture("");
  private Future<Mode> change = Future.succeededFuture();
  private String promotedStandby = "";

  TogetherPlay(
      Cluster cluster,
      Mode mode,
      List<String> nodes,
      List<Operator> operators,
      List<Person> people,
      SortedMap<String, Standby> standbys,
      Sometimes sometimes) {
    this.cluster = cluster;
    this.nodes = nodes;
    this.operators = operators;
    this.people = people;
    this.standbys = standbys;
    this.sometimes = sometimes;
    watch = new Watch(cluster, nodes, sometimes);
    given = new Given(cluster, nodes, mode, watch);
    sights = new Sights(cluster, people, sometimes);
    injuries = new Injuries(cluster);
    tree = new TreeWatch(
        cluster, nodes, TogetherSubject.STANDBYS, () -> given.isSafe() && !leads(), sometimes);
  }

  private boolean leads() {
    return !promotedStandby.isEmpty();
  }

  @Override
  public void act(Record act) {
    if (act instanceof Members members) {
      actOfMembers(members.act());
    } else if (act instanceof Reads reads) {
      person(reads.act().who()).read(reads.act().mostAge());
    } else if (act instanceof Injure injure) {
      injuries.begin(injure);
    } else if (act instanceof PromoteStandby promote
        && !leads()
        && cluster.isRunning(promote.standby())) {
      promotedStandby = promote.standby();
      standbys.get(promotedStandby).promote();
    }
  }

  private void actOfMembers(ReplicationAct act) {
    if (act instanceof Write write) {
      for (int i = 0; i < write.times(); i++) {
        write(write);
      }
    } else if (act instanceof Promote promote) {
      promote(promote);
    } else if (act instanceof SwitchTo switching && change.isComplete()) {
      given.mayBe(switching.mode());
      change = operators.get(0).switchTo(switching.mode()).onSuccess(mode -> switched());
    }
  }

  private void write(Write write) {
    String token = diary.nextToken();
    Future<Outcome<String>> outcome = people.stream()
        .filter(person -> person.name.equals(write.client()))
        .findFirst()
        .map(person -> person.append(token, write.wish()))
        .orElseGet(() -> cluster
            .client(write.client())
            .execute(new Command.Append(Diary.KEY, token), write.wish()));
    Diary.Promise promise = given.forWish(write.wish());
    diary.add(token, outcome, write.wish(), acknowledged -> {
      boolean isGiven = promise.isGiven(acknowledged);
      if (isGiven) {
        sights.promise(acknowledged);
      }
      return isGiven;
    });
  }

  private void promote(Promote promote) {
    if (promote.operator().equals("operator") && promotion.isComplete()) {
      promotion = promote(operators.get(0), promote.reaction());
    } else if (promote.operator().equals("rival") && rivalry.isComplete()) {
      rivalry = promote(operators.get(1), promote.reaction());
    }
  }

  private Future<String> promote(Operator operator, Duration reaction) {
    return operator
        .promoteAfter(reaction)
        .onSuccess(who -> sometimes.saw(ReplicationSubject.PROMOTED));
  }

  private void switched() {
    sometimes.saw(ReplicationSubject.SWITCHED);
    boolean joins = nodes.stream()
        .filter(cluster::isRunning)
        .anyMatch(node -> !watch.state(node).isMember());
    sometimes.saw(TogetherSubject.SWITCHED_ANEW, joins ? 1 : 0);
  }

  private Person person(String name) {
    return people.stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
  }

  @Override
  public void check() {
    injuries.endSome();
    watch.check(given);
    given.check();
    tree.check();
    sights.check(given.isSafe(), leads());
    lookForMeetings();
  }

  private void lookForMeetings() {
    for (String node : nodes) {
      boolean isSent = cluster.isRunning(node)
          && !watch.state(node).isMember()
          && watch.state(node).receivingUpTo() > 0;
      sometimes.saw(TogetherSubject.SENT_ANEW, isSent ? 1 : 0);
    }
    for (String name : TogetherSubject.STANDBYS) {
      if (cluster.isRunning(name)) {
        lookAt(name, tree.standby(name));
      }
    }
  }

  private void lookAt(String name, Standby.State standby) {
    String upstream = standby.upstream();
    sometimes.saw(TogetherSubject.LEADS, standby.leading() == null ? 0 : 1);
    if (upstream.isEmpty()) {
      return;
    }
    String before = upstreams.put(name, upstream);
    sometimes.saw(TogetherSubject.MOVED, before == null || before.equals(upstream) ? 0 : 1);
    if (sights.isStandby(upstream)) {
      sometimes.saw(TogetherSubject.HANDED_DOWN, standby.receiving().chunks() > 0 ? 1 : 0);
    } else if (cluster.isRunning(upstream)) {
      Replica.State member = watch.state(upstream);
      boolean isBack = member.isMember() && member.disks().own() > 1;
      sometimes.saw(TogetherSubject.FED_BY_ANEW, isBack ? 1 : 0);
    }
  }

  @Override
  public void judge(List<String> core) {
    injuries.endAll();
    if (!watch.mayAnybodyLead(core)) {
      return;
    }
    Within within = new Within(cluster, PATIENCE);
    within.await(promotion, WORKS_AGAIN);
    within.await(rivalry, WORKS_AGAIN);
    within.until(change::isComplete, WORKS_AGAIN);
    within.await(promote(operators.get(0), Duration.ofMillis(100)), WORKS_AGAIN);
    within.until(diary::isComplete, WORKS_AGAIN);
    within.until(() -> people.stream().allMatch(Person::isDone), WORKS_AGAIN);
    check();
    String value = lastValue();
    within.until(() -> watch.holdsOneLog(core), EQUAL);
    new Within(cluster, SOON).until(this::areStandbysEqual, EQUAL);
    for (Person person : people) {
      if (person.replicas.stream().anyMatch(core::contains)
          || !leads() && person.replicas.stream().anyMatch(sights::isStandby)) {
        new Within(cluster, SOON).until(() -> isReadAgain(person, value), WORKS_AGAIN);
      }
    }
    check();
    diary.judge(value, sometimes);
    if (given.isSafe()) {
      sights.judge(value, leads());
    }
    judgeAsides(core, value);
  }

  private String lastValue() {
    Outcome<String> read = cluster.await(cluster.client("auditor").get(Diary.KEY));
    unless(read.isOk(), WORKS_AGAIN, () -> "a read ends with " + read);
    String value = ((Outcome.Ok<String>) read).value();
    return value == null ? "" : value;
  }

  /** Whoever has heard of a standby that leads follows the members no more. */
  private boolean areStandbysEqual() {
    tree.check();
    return TogetherSubject.STANDBYS.stream().allMatch(this::isEqual);
  }

  private boolean isEqual(String name) {
    if (!cluster.isRunning(name)) {
      return false;
    }
    Standby.State standby = tree.standby(name);
    if (leads() && cluster.isRunning(promotedStandby)) {
      Standby.State leader = tree.standby(promotedStandby);
      if (leader.leading() != null && leader.label().epoch() == standby.label().epoch()) {
        return leader.lastIndex() == standby.lastIndex()
            && leader.content().equals(standby.content());
      }
    }
    return watch
        .lastLeader()
        .filter(leader -> TreeWatch.holdsLogOf(leader, standby))
        .isPresent();
  }

  /** Asks for a fresh answer until there is one. */
  private static boolean isReadAgain(Person person, String value) {
    int last = person.looks().size() - 1;
    Look look = last < 0 ? null : person.looks().get(last);
    boolean isFresh =
        look != null && look.reading().age() != null && look.value().equals(value);
    if (!isFresh) {
      person.read(FRESH_ENOUGH);
    }
    return isFresh;
  }

  /** What was only on a disk that is lost, or on one whose node is down, is in no file. */
  private void judgeAsides(List<String> core, String value) {
    boolean areAllThere = core.size() == nodes.size()
        && nodes.stream().allMatch(node -> watch.state(node).disks().own() == 1);
    if (areAllThere) {
      Asides.judge(cluster, nodes, diary.lost(value));
    }
  }
}
