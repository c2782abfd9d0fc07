package dev.understudy.recovery;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.Job;
import dev.understudy.backup.Pace;
import dev.understudy.backup.Restore;
import dev.understudy.backup.Restored;
import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.recovery.RecoveryMessage.Alive;
import dev.understudy.recovery.RecoveryMessage.Fetch;
import dev.understudy.recovery.RecoveryMessage.Heartbeat;
import dev.understudy.recovery.RecoveryMessage.Removed;
import dev.understudy.recovery.RecoveryMessage.Shipped;
import dev.understudy.recovery.RecoveryMessage.TakeOver;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.ExactlyOnceStore.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A machine with a disk: it serves the store that lies there; or, as long as none does, it is silent
 * and can be told to take the place of one that is gone, from its backups.
 */
public final class Machine extends Node {
  /**
   * How an idle machine becomes a database.
   *
   * @param vault where the backups are
   * @param provisioning how long it takes until there is a machine
   * @param bytesPerSecond how many bytes a restore reads
   * @param perRecord how long the replay of a record takes
   */
  public record Spare(
      BackupTarget vault, Duration provisioning, long bytesPerSecond, Duration perRecord) {}

  /**
   * What others may see of a machine.
   *
   * @param lastLsn the last commit of its store, 0 when it serves none
   * @param restoredBytes what it has restored
   * @param replayed how many records it has replayed then
   */
  public record State(long lastLsn, long restoredBytes, long replayed) {}

  private final Disk disk;
  private final DurableStore.Options options;
  private final Clock clock;
  private final String system;
  private final Spare spare;
  private DurableStore store; // volatile, as all below: the disk gives it again
  private boolean isNeeded;
  private long restoredBytes;
  private long replayed;

  private Machine(
      Disk disk, DurableStore.Options options, Clock clock, String system, Spare spare) {
    this.disk = disk;
    this.options = options;
    this.clock = clock;
    this.system = system;
    this.spare = spare;
  }

  /** A machine that serves the store of its disk, which is a new one when the disk is empty. */
  public static Machine serving(
      Disk disk, DurableStore.Options options, Clock clock, String system) {
    return new Machine(disk, options, clock, system, null);
  }

  /** A machine that is not there yet. */
  public static Machine idle(Disk disk, DurableStore.Options options, Clock clock, Spare spare) {
    return new Machine(disk, options, clock, "", spare);
  }

  @Override
  protected Handlers handlers() {
    return Handlers.of(ClientMessage.class, RecoveryMessage.class)
        .on(Request.class, this::onRequest)
        .on(Heartbeat.class, this::onHeartbeat)
        .on(TakeOver.class, this::onTakeOver)
        .on(Fetch.class, this::onFetch)
        .answers(Done.class, NotLeader.class, Rejected.class, Busy.class)
        .answers(Alive.class, Shipped.class, Removed.class);
  }

  @Override
  protected void onStart() {
    if (spare == null) {
      DurableStore.open(disk, options, clock, system)
          .onSuccess(opened -> store = opened)
          .onFailure(cause -> trace("cannot open its store: " + cause.getMessage()));
    }
  }

  @Override
  public State state() {
    return new State(store == null ? 0 : store.lastLsn(), restoredBytes, replayed);
  }

  /** Does something with the store on this machine's own loop. */
  <T> Future<T> work(Function<DurableStore, Future<T>> job) {
    Promise<T> result = Promise.promise();
    begin(turn -> {
      if (store == null) {
        result.fail(self() + " serves no store");
      } else {
        Future.<Void>succeededFuture().compose(now -> job.apply(store)).onComplete(result);
      }
      turn.complete();
    });
    return result.future();
  }

  private void onRequest(String from, Request request) {
    if (store != null) {
      store
          .execute(request.client(), request.sequence(), request.command())
          .onSuccess(answer -> answer(from, request.sequence(), answer));
    }
  }

  /** The store is durable by itself; the turn is only there to speak in. */
  private void answer(String client, long sequence, Answer answer) {
    begin(turn -> {
      if (answer instanceof Answer.Applied now) {
        send(client, new Done(sequence, now.result()));
      } else if (answer instanceof Answer.Repeated before) {
        send(client, new Done(sequence, before.result()));
      }
      turn.complete();
    });
  }

  private void onHeartbeat(String from, Heartbeat heartbeat) {
    if (store != null) {
      reply(new Alive());
    }
  }

  private void onFetch(String from, Fetch fetch) {
    if (store != null) {
      reply(Shipping.answer(store, disk, fetch));
    }
  }

  private void onTakeOver(String from, TakeOver order) {
    if (spare == null || isNeeded) {
      return;
    }
    isNeeded = true;
    setTimer("provision", spare.provisioning(), () -> {
      trace(Step.PROVISION.remark());
      restore()
          .compose(this::verified)
          .onSuccess(this::serve)
          .onFailure(cause -> trace("cannot take over: " + cause.getMessage()));
    });
  }

  private Future<Restored> restore() {
    Job job = Job.plain().withPace(Pace.bytesPerSecond(vertx, spare.bytesPerSecond()));
    return Restore.from(spare.vault()).as(job).into(disk).onSuccess(restored -> {
      restoredBytes = restored.bytes();
      trace(Step.RESTORE.remark());
    });
  }

  private Future<DurableStore> verified(Restored restored) {
    return DurableStore.open(disk, options, clock, restored.system()).compose(opened -> {
      if (opened.lastLsn() != restored.reached().lsn() || !opened.report().isClean()) {
        return Future.failedFuture("the restored store ends with record %d instead of %s: %s"
            .formatted(opened.lastLsn(), restored.reached(), opened.report().sentences()));
      }
      replayed = opened.report().journal().records();
      long nanos = Math.max(1, replayed * spare.perRecord().toNanos());
      return vertx.timer(nanos, TimeUnit.NANOSECONDS).map(opened);
    });
  }

  private void serve(DurableStore verified) {
    trace(Step.VERIFY.remark());
    store = verified;
  }
}
