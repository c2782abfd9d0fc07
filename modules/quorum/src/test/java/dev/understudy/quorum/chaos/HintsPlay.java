package dev.understudy.quorum.chaos;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Within;
import dev.understudy.checker.Operation;
import dev.understudy.cluster.Cluster;
import dev.understudy.quorum.Change.Hint;
import dev.understudy.quorum.Keeper;
import dev.understudy.quorum.Ring;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.List;

/** One run: each acknowledged write is with w owners in the end, or still kept for one that is away. */
final class HintsPlay implements Subject.Play {
  private static final String REACHES =
      "K3 a copy that is kept for its owner reaches it, or is kept on";
  private static final String HANDED_OVER = "K3 when all is healed every hint is handed over";
  private static final String WORKS_AGAIN = "L when all is healed everybody is answered";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Cluster cluster;
  private final List<String> nodes;
  private final Sometimes sometimes;
  private final Doings doings;
  private int keys;

  HintsPlay(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    this.cluster = cluster;
    this.nodes = nodes;
    this.sometimes = sometimes;
    doings = new Doings(cluster);
  }

  @Override
  public void act(Record act) {
    doings.add(new QuorumAct.Write(((QuorumAct) act).client(), "key " + ++keys));
  }

  @Override
  public void check() {
    sometimes.saw(
        HintsSubject.HINTED,
        nodes.stream()
            .filter(cluster::isRunning)
            .mapToLong(n -> state(n).hints().size())
            .sum());
  }

  @Override
  public void judge(List<String> core) {
    Within within = new Within(cluster, PATIENCE);
    within.until(() -> core.stream().allMatch(cluster::isRunning), WORKS_AGAIN);
    within.until(doings::areDone, WORKS_AGAIN);
    within.until(() -> core.stream().allMatch(node -> holdsNothingFor(node, core)), HANDED_OVER);
    doings.ended().stream()
        .filter(write -> write.outcome().isOk())
        .forEach(write -> judgeWrite(write, core));
  }

  private boolean holdsNothingFor(String node, List<String> core) {
    return state(node).hints().stream().noneMatch(hint -> core.contains(hint.owner()));
  }

  private void judgeWrite(Operation<Command, String> write, List<String> core) {
    sometimes.saw(HintsSubject.WRITTEN);
    String key = write.command().key();
    List<String> owners = new Ring(nodes).from(key).subList(0, HintsSubject.RULES.n());
    List<String> seen = nodes.stream().filter(core::contains).toList();
    long holders = owners.stream()
        .filter(seen::contains)
        .filter(owner -> state(owner).copies().containsKey(key))
        .count();
    long waiting = seen.stream()
        .flatMap(node -> state(node).hints().stream())
        .filter(hint -> hint.copy().key().equals(key) && owners.contains(hint.owner()))
        .map(Hint::owner)
        .distinct()
        .count();
    // Who stays broken may hold it, for itself or for another one; nobody knows.
    long unseen = nodes.size() - seen.size();
    unless(
        holders + waiting + unseen >= HintsSubject.RULES.w(),
        REACHES,
        () -> key + " was acknowledged; of its owners " + owners + " only " + holders
            + " hold it, and for " + waiting + " it is kept");
  }

  private Keeper.State state(String node) {
    return cluster.state(node, Keeper.State.class);
  }
}
