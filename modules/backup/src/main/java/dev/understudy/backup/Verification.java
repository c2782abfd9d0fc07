package dev.understudy.backup;

import dev.understudy.storage.Disk;
import dev.understudy.storage.DurableStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The only way in which a backup becomes a verified one: it is restored, the store is opened, and
 * what it holds is written down beside the backup.
 */
public final class Verification {
  private final BackupTarget target;
  private final Clock clock;
  private final Goal goal;
  private final Job job;
  private final DurableStore.Options options;
  private final BackupRules rules;

  private Verification(
      BackupTarget target,
      Clock clock,
      Goal goal,
      Job job,
      DurableStore.Options options,
      BackupRules rules) {
    this.target = target;
    this.clock = clock;
    this.goal = goal;
    this.job = job;
    this.options = options;
    this.rules = rules;
  }

  /** Verifies the newest chain of a target; the clock says when, and how long it took. */
  public static Verification of(BackupTarget target, Clock clock) {
    return of(target, clock, BackupRules.KEPT);
  }

  static Verification of(BackupTarget target, Clock clock, BackupRules rules) {
    return new Verification(
        target, clock, new Goal.Latest(), Job.plain(), DurableStore.Options.defaults(), rules);
  }

  /** The same for the chain up to this link. */
  public Verification ofLink(String id) {
    return new Verification(target, clock, new Goal.ToLink(id), job, options, rules);
  }

  /** The same, run in this way. */
  public Verification as(Job newJob) {
    return new Verification(target, clock, goal, newJob, options, rules);
  }

  /** The same for a store that is opened with these options. */
  public Verification withOptions(DurableStore.Options newOptions) {
    return new Verification(target, clock, goal, job, newOptions, rules);
  }

  /**
   * Restores to an empty disk, opens the store, writes down what it holds, and empties the disk.
   *
   * @return what was seen, when it is durable beside the backup; fails as {@link Restore} and the
   *     opening of a store do, and then the backup is not verified
   */
  public Future<Verified> on(Disk scratch) {
    return Future.<Void>succeededFuture().compose(now -> {
      List<Link> chain = Chain.to(goal, Contents.of(target), rules).links();
      Link tip = chain.get(chain.size() - 1);
      return rules
          .seen(chain, clock, () -> restoreAndOpen(chain, scratch))
          .compose(seen ->
              target.publish(TargetNames.verified(tip.id()), seen.write()).map(seen));
    });
  }

  private Future<Verified> restoreAndOpen(List<Link> chain, Disk scratch) {
    Instant begin = clock.instant();
    Link tip = chain.get(chain.size() - 1);
    return Restore.from(target, rules)
        .toLink(tip.id())
        .as(job)
        .into(scratch)
        .compose(restored -> DurableStore.open(scratch, options, clock, restored.system())
            .map(store -> seen(store, restored, begin))
            .onComplete(done -> scratch.list().forEach(scratch::delete)));
  }

  private Verified seen(DurableStore store, Restored restored, Instant begin) {
    try {
      Point expected = restored.reached();
      Link tip = restored.links().get(restored.links().size() - 1);
      if (store.lastLsn() != expected.lsn() || !store.lastTime().equals(expected.time())) {
        throw new RefusedBackupException(
            "%s does not hold what it says: its store ends with record %d of %s instead of %s",
            tip.id(), store.lastLsn(), store.lastTime(), expected);
      }
      if (!store.report().isClean()) {
        throw new RefusedBackupException(
            "%s is damaged: %s", tip.id(), String.join(" ", store.report().sentences()));
      }
      Instant end = clock.instant();
      return new Verified(
          tip.id(),
          restored.links().stream().map(Link::sha256).toList(),
          end,
          store.lastLsn(),
          store.stateHash(),
          Duration.between(begin, end).toMillis());
    } finally {
      store.close();
    }
  }
}
