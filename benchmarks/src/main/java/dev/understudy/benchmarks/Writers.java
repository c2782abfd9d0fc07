package dev.understudy.benchmarks;

import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Writers on the loop of one journal, each with one record under way: it appends, asks for a flush,
 * and when that has succeeded begins anew.
 */
final class Writers {
  private static final long PATIENCE_SECONDS = 30;

  private final Context context;
  private final WriteAheadLog journal;
  private final Buffer record;
  private final int batch;
  private final Semaphore batches = new Semaphore(0);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean stopping;
  private volatile long syncs;

  // Touched on the journal's loop only.
  private int underWay;
  private int acknowledged;
  private long durable;

  /** Whoever waits for them is told of so many durable records at a time. */
  Writers(Context context, WriteAheadLog journal, Buffer record, int batch) {
    this.context = context;
    this.journal = journal;
    this.record = record;
    this.batch = batch;
  }

  /** So many writers begin. */
  void start(int writers) {
    context.runOnContext(v -> {
      underWay = writers;
      for (int i = 0; i < writers; i++) {
        write();
      }
    });
  }

  /** Returns when one batch more is durable. */
  void awaitBatch() throws InterruptedException, TimeoutException {
    if (!batches.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException("no batch of records within " + PATIENCE_SECONDS + " s");
    }
    if (ended.isCompletedExceptionally()) {
      ended.join();
    }
  }

  /** How many flushes have made records durable so far. */
  long syncs() {
    return syncs;
  }

  /** Begins no further records, and returns when all that were under way are durable. */
  void stop() {
    stopping = true;
    ended.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private void write() {
    journal.append(record);
    journal.flush().onSuccess(done -> isDurable()).onFailure(this::failed);
  }

  private void isDurable() {
    if (journal.durableLsn() != durable) {
      durable = journal.durableLsn();
      syncs = syncs + 1; // written by this loop only
    }
    if (++acknowledged % batch == 0) {
      batches.release();
    }
    if (!stopping) {
      write();
    } else if (--underWay == 0) {
      ended.complete(null);
    }
  }

  private void failed(Throwable cause) {
    ended.completeExceptionally(cause);
    batches.release();
  }
}
