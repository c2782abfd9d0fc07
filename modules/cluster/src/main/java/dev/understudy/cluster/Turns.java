package dev.understudy.cluster;

import dev.understudy.cluster.fault.Fault.Point;
import dev.understudy.storage.DiskFullException;
import dev.understudy.storage.SyncFailedException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;

/**
 * The rhythm of one node: events wait; all that have arrived are handled in one turn; what the turn
 * wrote is flushed once; then the node says what the turn asked to be said. While the disk works,
 * events go on waiting.
 *
 * <p>It is also the gate at which a crash, a pause or slowness of a node takes hold, whatever world
 * it is in. What a crash interrupts was promised to nobody, so all of it is volatile.
 */
final class Turns {
  private final Node node;
  private final Context context;
  private final Journal journal;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private boolean isOpen;
  private int unflushed;
  private boolean isDue;
  private long timer = -1; // of the turn that is due, if it waits for one
  private boolean flushing;
  private Future<Void> flushWhilePaused;

  Turns(Node node, Context context, Journal journal) {
    this.node = node;
    this.context = context;
    this.journal = journal;
  }

  /** Something is to be done in the next turn. */
  void add(Runnable event) {
    if (!node.life.isCutOff()) {
      waiting.add(event);
      schedule();
    }
  }

  /** The journal is open: this event comes first, and then what has come meanwhile. */
  void open(Runnable first) {
    isOpen = true;
    waiting.addFirst(first);
    schedule();
  }

  /** A record was written in this turn. */
  void wrote() {
    unflushed++;
  }

  /** The node is as quick or slow as it now says, also for the turn that is due already. */
  void changePace() {
    if (isDue && timer != -1) {
      context.owner().cancelTimer(timer);
      isDue = false;
      schedule();
    }
  }

  /** Goes on after a pause. */
  void resume() {
    if (flushWhilePaused != null) {
      Future<Void> flush = flushWhilePaused;
      unlessItCrashes(() -> flushed(flush));
    }
    schedule();
  }

  private boolean stands() {
    return node.life.isCutOff() || node.life.isHeld();
  }

  private void schedule() {
    if (!isOpen || isDue || flushing || stands() || waiting.isEmpty()) {
      return;
    }
    isDue = true;
    if (node.life.nanosPerEvent() > 0) {
      long millis = Math.max(1, node.life.nanosPerEvent() / 1_000_000);
      timer = context.owner().setTimer(millis, id -> unlessItCrashes(this::turn));
    } else {
      timer = -1;
      context.runOnContext(v -> unlessItCrashes(this::turn));
    }
  }

  /** Does something of this node, as far as it does not crash in it. */
  private static void unlessItCrashes(Runnable action) {
    try {
      action.run();
    } catch (Failpoints.Reached crashed) {
      return; // of the node that did this nothing goes on
    }
  }

  /** Everything that has arrived by now is one turn; a slow node handles one event in each. */
  private void turn() {
    isDue = false;
    if (stands()) {
      return;
    }
    try {
      handleWhatWaits();
    } catch (Failpoints.Reached crashed) {
      throw crashed;
    } catch (DiskFullException | SyncFailedException | UncheckedIOException disk) {
      stop(disk);
      return;
    } catch (RuntimeException | Error broken) {
      stop(broken);
      throw broken;
    }
    finish();
  }

  private void finish() {
    node.outbox.speakEarly();
    if (unflushed == 0 || node.speaksBeforeFlush()) {
      node.outbox.speak();
    }
    if (unflushed == 0) {
      schedule();
    } else {
      flush();
    }
  }

  private void handleWhatWaits() {
    for (int left = node.life.nanosPerEvent() > 0 ? 1 : waiting.size(); left > 0; left--) {
      waiting.poll().run();
      node.checkInvariants();
    }
    node.endOfTurn();
    node.checkInvariants();
  }

  /**
   * A turn that ends half done says nothing, ever: what it had written may be on the disk, or may not
   * be, and only a fresh start can find out.
   */
  private void stop(Throwable reason) {
    node.life.cutOff();
    node.trace("stops: " + reason.getMessage());
  }

  private void flush() {
    node.pass(Point.BEFORE_FLUSH);
    flushing = true;
    Future<Void> flush = journal.flush();
    flush.onComplete(done -> unlessItCrashes(() -> flushed(flush)));
  }

  private void flushed(Future<Void> flush) {
    flushWhilePaused = node.life.isHeld() ? flush : null;
    if (stands()) {
      return;
    }
    if (flush.failed()) {
      stop(flush.cause());
      return;
    }
    if (node.isTraced()) {
      node.recorder().flushed(node.at(), node.self(), unflushed);
    }
    flushing = false;
    unflushed = 0;
    node.pass(Point.AFTER_FLUSH);
    node.outbox.speak();
    schedule();
  }
}
