package dev.understudy.quorum.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Within;
import dev.understudy.checker.Convergence;
import dev.understudy.checker.Linearizability;
import dev.understudy.checker.Operation;
import dev.understudy.checker.RegisterModel;
import dev.understudy.checker.Verdict;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.Ring;
import dev.understudy.quorum.Rules;
import dev.understudy.quorum.chaos.QuorumAct.Read;
import dev.understudy.quorum.chaos.QuorumAct.Write;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One run: there is an order that explains what clients saw, and in the end all copies are equal. */
final class QuorumPlay implements Subject.Play {
  private static final String LINEARIZABLE = "K1 reads and writes are linearizable";
  private static final String STAYS_DELETED = "K4 what was deleted does not come back";
  private static final String EQUAL = "K5 in the end all owners of a key hold the same copy";
  private static final String WORKS_AGAIN = "L when all is healed everybody is answered";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** In half of it each of five nodes has compared its copies with each other one. */
  private static final Duration UNTIL_EQUAL = Duration.ofSeconds(10);

  private static final Duration UNTIL_ASKED_AGAIN = Duration.ofMillis(200);
  private static final long MOST_STEPS = 5_000_000;

  private final Cluster cluster;
  private final Rules rules;
  private final Ring ring;
  private final Sometimes sometimes;
  private final Doings doings;

  QuorumPlay(Cluster cluster, Rules rules, Sometimes sometimes) {
    this.cluster = cluster;
    this.rules = rules;
    ring = new Ring(cluster.members());
    this.sometimes = sometimes;
    doings = new Doings(cluster);
  }

  @Override
  public void act(Record act) {
    doings.add((QuorumAct) act);
  }

  @Override
  public void check() {}

  @Override
  public void judge(List<String> core) {
    Within within = new Within(cluster, PATIENCE);
    within.until(() -> core.stream().allMatch(cluster::isRunning), WORKS_AGAIN);
    within.until(doings::areDone, WORKS_AGAIN);
    // Before reads and writes make them so.
    new Within(cluster, UNTIL_EQUAL).until(() -> differences(core).isEmpty(), EQUAL);
    for (String client : QuorumSubject.CLIENTS) {
      for (String key : QuorumSubject.KEYS) {
        doings.add(new Write(client, key));
        doings.add(new Read(client, key));
      }
    }
    int before = doings.ended().size();
    within.until(doings::areDone, WORKS_AGAIN);
    doings.ended().stream().skip(before).forEach(this::judgeAfterwards);
    doings.ended().stream().filter(read -> read.command().isReadOnly()).forEach(this::judgeDeletes);
    Verdict verdict = Linearizability.check(doings.asRegisters(), new RegisterModel(), MOST_STEPS);
    unless(!(verdict instanceof Verdict.NotLinearizable), LINEARIZABLE, verdict::text);
    count();
  }

  private void judgeAfterwards(Operation<Command, String> operation) {
    unless(operation.outcome().isOk(), WORKS_AGAIN, operation::text);
  }

  /** Whether this read brings back what was written, then deleted, each before the next began. */
  private void judgeDeletes(Operation<Command, String> read) {
    doings.ended().stream()
        .filter(write -> write.command() instanceof Command.Put put
            && put.key().equals(read.command().key())
            && read.outcome().equals(Outcome.ok(put.value())))
        .forEach(write -> doings.ended().stream()
            .filter(delete -> delete.command() instanceof Command.Delete
                && delete.command().key().equals(read.command().key())
                && isBefore(write, delete)
                && isBefore(delete, read))
            .forEach(delete ->
                unless(false, STAYS_DELETED, () -> delete.text() + ", and then " + read.text())));
  }

  private static boolean isBefore(
      Operation<Command, String> one, Operation<Command, String> other) {
    return one.outcome().isOk() && one.returned().compareTo(other.called()) < 0;
  }

  private String differences(List<String> core) {
    StringBuilder text = new StringBuilder();
    for (String key : QuorumSubject.KEYS) {
      Map<String, String> copies = new TreeMap<>();
      ring.from(key).stream()
          .limit(rules.n())
          .filter(core::contains)
          .forEach(owner -> copies.put(
              owner,
              String.valueOf(cluster.state(owner, Keeper.State.class).copies().get(key))));
      Convergence.violation(copies).ifPresent(text::append);
    }
    return text.toString();
  }

  private void count() {
    for (Operation<Command, String> operation : doings.ended()) {
      boolean isRead = operation.command().isReadOnly();
      boolean isOk = operation.outcome().isOk();
      sometimes.saw(QuorumSubject.WRITTEN, isOk && !isRead ? 1 : 0);
      sometimes.saw(QuorumSubject.READ, isOk && isRead ? 1 : 0);
      boolean isLong =
          isOk && operation.returned().minus(operation.called()).compareTo(UNTIL_ASKED_AGAIN) > 0;
      sometimes.saw(QuorumSubject.AGAIN, isLong && !isRead ? 1 : 0);
    }
    sometimes.saw(QuorumSubject.GONE, readsOfTheGone());
  }

  private long readsOfTheGone() {
    return doings.ended().stream()
        .filter(read -> read.command().isReadOnly() && read.outcome().equals(Outcome.ok(null)))
        .filter(read -> doings.ended().stream()
            .anyMatch(write -> write.command() instanceof Command.Put
                && write.command().key().equals(read.command().key())
                && isBefore(write, read)))
        .count();
  }
}
