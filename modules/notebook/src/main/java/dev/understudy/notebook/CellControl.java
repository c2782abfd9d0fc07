package dev.understudy.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * Runs the code of cells for JShell. Unlike the JDK's local control it waits for the code alone and never for threads that
 * the code has started: an event loop outlives the cell that made it.
 */
final class CellControl extends DirectExecutionControl {
  /** Code that heeds interrupts has this long to end in its own way. */
  private static final Duration POLITE = Duration.ofMillis(100);
  /** Code with a stop check in its loops ends well within this; what remains is a library that listens to nobody. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Why the running cell was cut off. */
  enum Cut {
    NO,
    INTERRUPTED,
    TIMED_OUT
  }

  private final CellLoader classes;
  private final ThreadGroup group = new ThreadGroup("cells");
  private CellThread thread;
  private Object lastValue;
  private long deadlineNanos;
  private volatile CompletableFuture<Cut> cut = CompletableFuture.completedFuture(Cut.NO);
  private boolean isStillRunning;

  CellControl(CellLoader classes) {
    super(classes);
    this.classes = classes;
  }

  /** From now until {@link #endCell()} code runs on behalf of one cell, which has this much wall time in all. */
  void beginCell(Duration limit) {
    deadlineNanos = System.nanoTime() + limit.toNanos();
    isStillRunning = false;
    cut = new CompletableFuture<>();
  }

  /** Why the cell was cut off, if it was. */
  Cut endCell() {
    cut.complete(Cut.NO);
    return cut.join();
  }

  /** Whether the cell was cut off already, so that nothing more of it must run. */
  boolean isCut() {
    return cut.isDone();
  }

  /** Whether the code that was cut off runs on, in a thread left behind. */
  boolean isStillRunning() {
    return isStillRunning;
  }

  /** Cuts off the cell that runs now; does nothing between cells. May be called from any thread. */
  void interruptCell() {
    cut.complete(Cut.INTERRUPTED);
  }

  /** The value of the snippet that ran last, itself and not a description of it. */
  Object lastValue() {
    return lastValue;
  }

  /** Whether this is the thread that runs cells and not one that a cell has started. */
  boolean isWaitingForCells(Thread candidate) {
    return candidate == thread;
  }

  /** The group of all threads that cells have started. */
  ThreadGroup group() {
    return group;
  }

  /**
   * Runs code on the cell's thread under the cell's deadline.
   *
   * @throws StoppedException when the cell was cut off
   * @throws InvocationTargetException around what the code threw
   */
  Object call(Callable<?> code) throws Exception {
    if (isCut()) {
      throw new StoppedException();
    }
    if (thread == null) {
      thread = new CellThread(group, classes);
    }
    CompletableFuture<Object> done = thread.submit(code);
    try {
      CompletableFuture.anyOf(done, cut)
          .get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      cut.complete(Cut.TIMED_OUT);
    } catch (ExecutionException failed) {
      throw new InvocationTargetException(failed.getCause());
    }
    if (isCut()) {
      stop(done);
      throw new StoppedException();
    }
    return done.join();
  }

  private void stop(CompletableFuture<Object> running) throws InterruptedException {
    thread.interrupt();
    if (!ends(running, POLITE)) {
      thread.cut();
      thread.interrupt(); // once more: code that had not yet started has not seen the first one
      if (!ends(running, PATIENCE)) {
        isStillRunning = true;
        thread.retire();
        thread = null;
      }
    }
  }

  private static boolean ends(CompletableFuture<Object> running, Duration within)
      throws InterruptedException {
    try {
      running.get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException cutOff) {
      return true;
    } catch (TimeoutException late) {
      return false;
    }
  }

  @Override
  protected String invoke(Method snippet) throws Exception {
    lastValue = null;
    try {
      lastValue = call(() -> invokeDirectly(snippet));
    } catch (InvocationTargetException failure) {
      if (failure.getCause() instanceof InvocationTargetException thrownByCell) {
        throw thrownByCell;
      }
      throw failure;
    }
    return ""; // never the value's own toString: it may be slow, and it would run outside the
    // cell's thread
  }

  private static Object invokeDirectly(Method snippet) throws ReflectiveOperationException {
    return snippet.invoke(null);
  }

  @Override
  public void stop() {
    interruptCell();
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.retire();
    }
  }
}
