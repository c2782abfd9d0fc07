package dev.understudy.backup;

import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.RealDisk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Makes a store out of backups, in an empty place and nowhere else. All that is needed is read and
 * checked before the first byte is written, and the store is there at one moment, or not at all.
 */
public final class Restore {
  private final BackupTarget target;
  private final Goal goal;
  private final Job job;
  private final BackupRules rules;

  private Restore(BackupTarget target, Goal goal, Job job, BackupRules rules) {
    this.target = target;
    this.goal = goal;
    this.job = job;
    this.rules = rules;
  }

  /** A restore of all that the newest chain in a target holds. */
  public static Restore from(BackupTarget target) {
    return from(target, BackupRules.KEPT);
  }

  static Restore from(BackupTarget target, BackupRules rules) {
    return new Restore(target, new Goal.Latest(), Job.plain(), rules);
  }

  /** Of the first so many commits only. */
  public Restore toIndex(long lsn) {
    return to(new Goal.ToIndex(lsn));
  }

  /** Of the commits up to this time only, to the millisecond. */
  public Restore toTime(Instant time) {
    return to(new Goal.ToTime(time));
  }

  /** Of what the chain up to this link holds. */
  public Restore toLink(String id) {
    return to(new Goal.ToLink(id));
  }

  /** To this goal. */
  public Restore to(Goal newGoal) {
    return new Restore(target, newGoal, job, rules);
  }

  /** The same, run in this way. */
  public Restore as(Job newJob) {
    return new Restore(target, goal, newJob, rules);
  }

  /**
   * Restores into a folder of the machine that is absent or empty.
   *
   * @return what was written, when it is durable; fails with {@link RefusedBackupException} when a
   *     link is not what it must be, the goal is out of reach, or the folder may not be written to:
   *     then nothing was written. When it fails otherwise nothing is left
   */
  public Future<Restored> into(Vertx vertx, Path folder) {
    return Future.<Void>succeededFuture().compose(now -> {
      RestoreFolder place = RestoreFolder.of(folder);
      return prepared().compose(checked -> {
        Disk hidden = new RealDisk(vertx, place.begin());
        return write(checked, new RestorePlace(hidden))
            .compose(restored -> {
              place.finish();
              return new RealDisk(vertx, folder).syncDirectory().map(restored);
            })
            .onFailure(place::abandon);
      });
    });
  }

  /** {@link #into(Vertx, Path)} for an empty disk, for a simulated one for example. */
  public Future<Restored> into(Disk disk) {
    return Future.<Void>succeededFuture().compose(now -> {
      RestorePlace place = new RestorePlace(disk);
      rules.checkPlace(place);
      return prepared().compose(checked -> write(checked, place));
    });
  }

  /** A chain that was read and found whole, and the chunks that are still to come. */
  private record Prepared(Chain chain, CheckedChain checked, PieceReading reading) {}

  private Future<Prepared> prepared() {
    Chain chain = Chain.to(goal, Contents.of(target), rules);
    CheckedChain checked = new CheckedChain(chain, goal, rules);
    PieceReading reading =
        new PieceReading(target, new Chunks(job, 2 * checked.assembly().bytes()));
    return checked.check(reading).map(whole -> new Prepared(chain, checked, reading));
  }

  private Future<Restored> write(Prepared prepared, RestorePlace place) {
    Map<String, List<Assembly.Part>> files = prepared.checked().assembly().files();
    int[] count = {0};
    long[] bytes = {0};
    String system = prepared.chain().root().manifest().system();
    return place
        .begin()
        .compose(begun -> Steps.each(files.entrySet(), file -> {
          long all =
              file.getValue().stream().mapToLong(part -> part.piece().bytes()).sum();
          long kept = prepared.checked().keptBytes(file.getKey(), all);
          if (kept == 0) {
            return Future.succeededFuture();
          }
          count[0]++;
          bytes[0] += kept;
          return write(place.create(file.getKey()), kept, file.getValue(), prepared);
        }))
        .compose(written -> place.finish(system))
        .map(done -> new Restored(
            prepared.chain().links(), system, prepared.checked().reached(), count[0], bytes[0]))
        .recover(cause -> place.abandon().transform(over -> Future.failedFuture(cause)));
  }

  private static Future<Void> write(
      DiskFile file, long kept, List<Assembly.Part> parts, Prepared prepared) {
    return Steps.each(
            parts,
            part -> prepared
                .reading()
                .again(part.link(), part.piece(), prepared.checked().same(part, chunk -> {
                  long room = kept - file.size();
                  if (room > 0) {
                    chunk.limit((int) Math.min(chunk.limit(), room));
                    file.append(chunk);
                  }
                })))
        .compose(written -> file.sync())
        .onComplete(done -> file.close());
  }
}
