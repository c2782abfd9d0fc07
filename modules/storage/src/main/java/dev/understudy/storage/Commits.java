package dev.understudy.storage;

import dev.understudy.storage.ExactlyOnceStore.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;

/** The commits of a store on their way from the journal into the state and to who asked for them. */
final class Commits {

  private static final class Pending {
    private final long lsn;
    private final int checksum;
    private final Commit commit;
    private final Promise<Answer> promise = Promise.promise();
    private Answer answer;

    private Pending(long lsn, int checksum, Commit commit) {
      this.lsn = lsn;
      this.checksum = checksum;
      this.commit = commit;
    }
  }

  private final ExactlyOnceStore state; // volatile: snapshot and journal give it again
  private final ArrayDeque<Pending> unapplied = new ArrayDeque<>(); // volatile: nobody was answered
  private final ArrayDeque<Pending> unanswered =
      new ArrayDeque<>(); // volatile, for the same reason
  private WriteAheadLog.Base last; // volatile, with the state
  private long lastMillis; // volatile, with the state

  Commits(ExactlyOnceStore state, WriteAheadLog.Base last, long lastMillis) {
    this.state = state;
    this.last = last;
    this.lastMillis = lastMillis;
  }

  ExactlyOnceStore state() {
    return state;
  }

  /** The record of the last commit that is applied. */
  WriteAheadLog.Base last() {
    return last;
  }

  /** The time of that commit. */
  long lastMillis() {
    return lastMillis;
  }

  /** Takes a commit that stands in the journal as this record. */
  Future<Answer> add(long lsn, int checksum, Commit commit) {
    Pending pending = new Pending(lsn, checksum, commit);
    unapplied.add(pending);
    return pending.promise.future();
  }

  /** Applies what stands in the journal up to this record. */
  void applyTo(long lsn) {
    while (!unapplied.isEmpty() && unapplied.peek().lsn <= lsn) {
      Pending next = unapplied.remove();
      Commit commit = next.commit;
      next.answer = state.apply(commit.client(), commit.sequence(), commit.command());
      last = new WriteAheadLog.Base(next.lsn, next.checksum);
      lastMillis = commit.epochMillis();
      unanswered.add(next);
    }
  }

  /** Answers what is applied, up to this record; who is answered may ask for more at once. */
  void answerTo(long lsn) {
    while (!unanswered.isEmpty() && unanswered.peek().lsn <= lsn) {
      Pending next = unanswered.remove();
      next.promise.complete(next.answer);
    }
  }

  /** Tells all who wait that nobody knows what becomes of their commands. */
  void fail(Throwable cause) {
    unanswered.addAll(unapplied);
    unapplied.clear();
    while (!unanswered.isEmpty()) {
      unanswered.remove().promise.fail(cause);
    }
  }
}
