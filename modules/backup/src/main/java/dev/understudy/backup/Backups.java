package dev.understudy.backup;

import dev.understudy.storage.DurableStore;
import dev.understudy.storage.Hold;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The backups of one store in one target: make them, look at them, copy them elsewhere, and let old
 * ones go.
 *
 * <p>One job at a time works in a target. A job that fails or is cancelled leaves nothing behind that
 * counts; what a crash left is removed by the next one.
 */
public final class Backups {
  private final BackupTarget target;
  private final Clock clock;
  private final Job job;
  private final BackupRules rules;

  private Backups(BackupTarget target, Clock clock, Job job, BackupRules rules) {
    this.target = target;
    this.clock = clock;
    this.job = job;
    this.rules = rules;
  }

  /** The backups in a target; the clock says when they were made. */
  public static Backups of(BackupTarget target, Clock clock) {
    return of(target, clock, BackupRules.KEPT);
  }

  static Backups of(BackupTarget target, Clock clock, BackupRules rules) {
    return new Backups(target, clock, Job.plain(), rules);
  }

  /** The same, run in this way. */
  public Backups as(Job newJob) {
    return new Backups(target, clock, newJob, rules);
  }

  /** Copies the newest snapshot and the log behind it: {@link Kind#FULL}. */
  public Future<Link> full(DurableStore store) {
    return create(Kind.FULL, store::hold);
  }

  /** Copies the log since the last full or incremental link: {@link Kind#INCREMENTAL}. */
  public Future<Link> incremental(DurableStore store) {
    return create(Kind.INCREMENTAL, store::hold);
  }

  /** Copies the log since the last link of any kind: {@link Kind#LOG}. */
  public Future<Link> log(DurableStore store) {
    return create(Kind.LOG, store::hold);
  }

  /**
   * Makes a link while the source goes on; it holds the commits that were durable at the beginning.
   *
   * @return the link, when it is durable; or the one it would stand on, when there is nothing new.
   *     Fails with {@link RefusedBackupException} when the source does not go on from the last link,
   *     the target holds another system or another job is at work there; and as disks fail
   */
  public Future<Link> create(Kind kind, BackupSource source) {
    return leased("make a backup", () -> {
      Tips tips = Tips.swept(target);
      Link newest = newest(kind, tips);
      Hold hold = rules.held(source);
      return Future.<Void>succeededFuture()
          .compose(now -> {
            Plan plan = Plan.of(kind, hold, newest);
            return plan.isEmpty()
                ? Future.succeededFuture(plan.parent())
                : new Creation(target, job, hold, plan, tips.nextNumber()).run(clock.instant());
          })
          .onComplete(done -> hold.close());
    });
  }

  /** On a full backup nothing depends: a damaged one before it must not be in its way. */
  private Link newest(Kind kind, Tips tips) {
    Optional<String> id = tips.newest(kind == Kind.INCREMENTAL ? Kind.LOG : null);
    try {
      if (id.isPresent()) {
        return Contents.read(target, TargetNames.manifest(id.get()));
      }
    } catch (RefusedBackupException damaged) {
      if (kind != Kind.FULL) {
        throw new RefusedBackupException(
            "%s: nothing can stand on it; make a full backup", damaged.getMessage());
      }
    }
    if (kind != Kind.FULL) {
      throw new RefusedBackupException(
          "there is nothing on which a link of kind %s could stand: make a full backup first",
          kind.word());
    }
    return null;
  }

  /** All that lies in the target. */
  public Contents list() {
    return Contents.of(target);
  }

  /**
   * Copies to another target every link that is not there yet, and each only when every byte of it
   * is what its manifest says. A link that was copied whole stays, also when the next one fails.
   *
   * @return the links that were copied; fails with {@link RefusedBackupException} before anything is
   *     written when a chain is broken here, or other links lie there under the same names
   */
  public Future<List<Link>> copyTo(BackupTarget other) {
    return Backups.of(other, clock, rules).as(job).leased("copy backups here", () -> {
      Tips.swept(other);
      return new RegionCopy(target, other, job).run(Contents.of(target), Contents.of(other), rules);
    });
  }

  /**
   * Lets go what a retention does not keep.
   *
   * @return the links that are gone
   */
  public Future<List<Link>> prune(Retention retention) {
    return leased("prune", () -> {
      Tips.swept(target);
      return retention.prune(target, Contents.of(target), rules);
    });
  }

  private <T> Future<T> leased(String what, Supplier<Future<T>> work) {
    return Future.<Void>succeededFuture().compose(now -> {
      BackupTarget.Lease lease = target.lease(what);
      return Future.<Void>succeededFuture()
          .compose(leased -> work.get())
          .onComplete(done -> lease.giveBack());
    });
  }
}
