package dev.understudy.zoo;

import dev.understudy.chaos.Budget;
import dev.understudy.chaos.Sometimes;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.sim.RandomStream;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A subject with which nothing is wrong but that it fails every hundredth seed. Where its reports do
 * not arrive, others do not arrive either.
 */
public final class Canary implements Subject {
  /** It fails the seeds that this number divides. */
  public static final int EVERY = 100;

  /** What it promises, and does not keep. */
  public static final String PROMISE = "M4 a canary sings";

  private static final int SEEDS = 1000;

  /** The seeds from 1 to 1000 that are to be reported. */
  public static List<Long> planted() {
    return LongStream.rangeClosed(1, SEEDS)
        .filter(seed -> seed % EVERY == 0)
        .boxed()
        .toList();
  }

  /** Those that are reported, in the way in which everything else is. */
  public static List<Long> reported() {
    Exhibit.Draw still = (subject, seed) -> new Script(subject, seed).pass(1, 1).of(1);
    return Hunt.all(new Canary(), still, 1, SEEDS).stream()
        .filter(finding -> finding.failure().violation().words().startsWith(PROMISE))
        .map(Finding::seed)
        .toList();
  }

  /** It does nothing else. */
  public record Sing() implements Song {}

  /** What canaries do. */
  public sealed interface Song {}

  @Override
  public String name() {
    return "canary";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(1);
  }

  @Override
  public List<String> bystanders() {
    return List.of();
  }

  @Override
  public Budget budget() {
    return Lives.noFaults("a canary needs none");
  }

  @Override
  public Class<?> acts() {
    return Song.class;
  }

  @Override
  public Record drawAct(RandomStream random) {
    return new Sing();
  }

  @Override
  public String words(Record act) {
    return "the canary sings";
  }

  @Override
  public List<String> hopes() {
    return List.of();
  }

  @Override
  public Play start(Cluster cluster, List<String> nodes, Sometimes sometimes) {
    cluster.start(Still::new, nodes.toArray(String[]::new));
    return new Play() {
      @Override
      public void act(Record act) {}

      @Override
      public void check() {}

      @Override
      public void judge(List<String> core) {
        long seed = cluster.trace().seed();
        InvariantBroken.unless(seed % EVERY != 0, PROMISE, () -> "not with seed " + seed);
      }
    };
  }
}
