package dev.understudy.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does several things at once, each on a thread that an interruption interrupts and waits for. */
final class Jobs {
  private final Interruption interruption;

  Jobs(Interruption interruption) {
    this.interruption = interruption;
  }

  /** Does them all; the results are in the order of the jobs. What one of them throws is thrown. */
  <T> List<T> run(int atOnce, List<Callable<T>> jobs) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, atOnce));
    Interruption.Duty duty = interruption.duty(() -> stop(pool));
    try {
      List<Future<T>> running = new ArrayList<>();
      jobs.forEach(job -> running.add(pool.submit(job)));
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    } catch (ExecutionException | CancellationException failure) {
      interruption.check();
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failure);
    } finally {
      duty.done();
      pool.shutdownNow();
    }
  }

  /** The threads end their JVMs and remove their files when they are interrupted. */
  static void stop(ExecutorService pool) {
    pool.shutdownNow();
    try {
      pool.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
