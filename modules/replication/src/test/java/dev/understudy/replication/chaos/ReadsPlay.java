package dev.understudy.replication.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Within;
import dev.understudy.checker.History;
import dev.understudy.checker.Operation;
import dev.understudy.checker.Sessions;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.replication.Operator;
import dev.understudy.replication.chaos.Person.Look;
import dev.understudy.replication.chaos.ReadsAct.Append;
import dev.understudy.replication.chaos.ReadsAct.Promote;
import dev.understudy.replication.chaos.ReadsAct.ReadHere;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run: every write appends a token of its own, so the value in the end tells in which order they
 * were committed, and a value that was read tells how far in this order it was.
 */
final class ReadsPlay implements Subject.Play {
  private static final String COMMITTED =
      "V3 what is shown is committed, and is never gone where the mode promises that";
  private static final String WORKS_AGAIN = "L when all is healed a majority works again";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration FRESH_ENOUGH = Duration.ofMillis(500);

  private final Cluster cluster;
  private final boolean isPromise; // whether what is acknowledged stays
  private final List<String> nodes;
  private final Operator operator;
  private final List<Person> people;
  private final Sometimes sometimes;
  private final Map<String, Duration> acknowledged = new TreeMap<>(); // tokens, and when
  private Future<String> promotion = Future.succeededFuture("");
  private int tokens;

  ReadsPlay(
      Cluster cluster,
      boolean isPromise,
      List<String> nodes,
      Operator operator,
      List<Person> people,
      Sometimes sometimes) {
    this.cluster = cluster;
    this.isPromise = isPromise;
    this.nodes = nodes;
    this.operator = operator;
    this.people = people;
    this.sometimes = sometimes;
  }

  @Override
  public void act(Record act) {
    if (act instanceof Append append) {
      for (int i = 0; i < append.times(); i++) {
        append(person(append.who()));
      }
    } else if (act instanceof ReadHere read) {
      person(read.who()).read(read.mostAge());
    } else if (act instanceof Promote promote && promotion.isComplete()) {
      promotion = operator.promoteAfter(promote.reaction());
    }
  }

  private void append(Person person) {
    String token = "<" + ++tokens + ">";
    person.append(token, "").onSuccess(outcome -> {
      if (outcome.isOk()) {
        acknowledged.put(token, cluster.now());
      }
    });
  }

  private Person person(String name) {
    return people.stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
  }

  @Override
  public void check() {
    for (Person person : people) {
      for (Look look : person.newLooks()) {
        look.checkSeen(person.name);
        if (isPromise) {
          look.checkFresh(person.name, acknowledged);
        }
      }
      if (isPromise) {
        unless(
            person.refusals().stream().noneMatch(reason -> reason.startsWith("lost")),
            COMMITTED,
            () -> person.name + " was told " + person.refusals());
      }
    }
  }

  @Override
  public void judge(List<String> core) {
    Within within = new Within(cluster, PATIENCE);
    within.await(promotion, WORKS_AGAIN);
    within.await(operator.promoteAfter(Duration.ofMillis(100)), WORKS_AGAIN);
    within.until(() -> people.stream().allMatch(Person::isDone), WORKS_AGAIN);
    String value = lastValue();
    for (Person person : people) {
      if (person.replicas.stream().anyMatch(one -> core.contains(one) || !nodes.contains(one))) {
        new Within(cluster, SOON).until(() -> isReadAgain(person, value), WORKS_AGAIN);
      }
    }
    check();
    if (isPromise) {
      judgeAll(value);
    }
    count();
  }

  private String lastValue() {
    Outcome<String> read = cluster.await(cluster.client("auditor").get(Person.KEY));
    unless(read.isOk(), WORKS_AGAIN, () -> "a read ends with " + read);
    String value = ((Outcome.Ok<String>) read).value();
    return value == null ? "" : value;
  }

  /** Asks for a fresh answer until there is one. */
  private static boolean isReadAgain(Person person, String value) {
    int last = person.looks().size() - 1;
    boolean isFresh = last >= 0
        && person.looks().get(last).reading().age() != null
        && person.looks().get(last).value().equals(value);
    if (!isFresh) {
      person.read(FRESH_ENOUGH);
    }
    return isFresh;
  }

  private void judgeAll(String value) {
    List<Operation<Command, String>> operations = new ArrayList<>();
    for (Person person : people) {
      operations.addAll(person.operations());
      for (Look look : person.looks()) {
        unless(
            value.startsWith(look.value()),
            COMMITTED,
            () -> person.name + " read " + look.reading() + ", but in the end there is " + value);
      }
    }
    List<String> order =
        Arrays.stream(value.split("(?=<)")).filter(token -> !token.isEmpty()).toList();
    List<Sessions.Violation> violations =
        Sessions.violations(History.of(operations), new TreeMap<>(Map.of(Person.KEY, order)));
    unless(violations.isEmpty(), Person.SEEN, () -> violations.get(0).text());
  }

  private void count() {
    for (Person person : people) {
      for (Look look : person.looks()) {
        sometimes.saw(ReadsSubject.READ);
        sometimes.saw(ReadsSubject.FRESH, look.reading().age() == null ? 0 : 1);
        boolean isStale = acknowledged.entrySet().stream()
            .anyMatch(one ->
                one.getValue().compareTo(look.asked()) < 0 && !look.value().contains(one.getKey()));
        sometimes.saw(ReadsSubject.STALE, isStale ? 1 : 0);
      }
      for (String reason : person.refusals()) {
        sometimes.saw(ReadsSubject.REFUSED, reason.startsWith("too stale") ? 1 : 0);
        sometimes.saw(ReadsSubject.LOST, reason.startsWith("lost") ? 1 : 0);
      }
    }
  }
}
