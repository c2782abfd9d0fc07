package dev.understudy.benchmarks;

import dev.understudy.storage.Command;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What no replicated write on these event loops can undercut: the leader keeps it and hands it to its
 * followers' loops, they keep it too and hand back how many they have, the leader counts, and a future
 * completes. One hop for each follower and each turn of a loop, whatever the load; no protocol, no
 * message, no event bus, no journal, no store.
 */
final class Floor implements Replicated {
  private static final int LOOPS = 16; // as many as a local world has

  /** Does nothing, on a loop of its own. */
  private static final class Place extends VerticleBase {
    Context context() {
      return context;
    }
  }

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
  private final Context leader = anotherLoop();
  private final List<Follower> followers = new ArrayList<>();
  private final int needed;
  private final Writes writes = new Writes();
  private final ArrayDeque<Promise<Void>> waiting = new ArrayDeque<>();
  private final List<Command> kept = new ArrayList<>();
  private final long[] positions;
  private int sent; // of those kept
  private long acknowledged;
  private boolean isTurnDue;

  /** With so many members, of which the leader waits for so many others. */
  Floor(int members, int needed) {
    this.needed = needed;
    positions = new long[members - 1];
    for (int i = 1; i < members; i++) {
      followers.add(new Follower());
    }
  }

  private Context anotherLoop() {
    Place place = new Place();
    vertx.deployVerticle(place).toCompletionStage().toCompletableFuture().join();
    return place.context();
  }

  @Override
  public void onLeader(Runnable action) {
    leader.runOnContext(v -> action.run());
  }

  @Override
  public void write(Consumer<Throwable> over) {
    Promise<Void> promise = Promise.promise();
    promise.future().onSuccess(done -> over.accept(null));
    waiting.add(promise);
    kept.add(writes.next());
    turnSoon();
  }

  private void turnSoon() {
    if (!isTurnDue) {
      isTurnDue = true;
      leader.runOnContext(v -> turn());
    }
  }

  private void turn() {
    for (int i = 0; i < positions.length; i++) {
      positions[i] = followers.get(i).acknowledged;
    }
    Arrays.sort(positions);
    long reached = positions[positions.length - needed];
    while (acknowledged < reached) {
      acknowledged++;
      waiting.poll().complete();
    }
    isTurnDue = false; // what was written meanwhile leaves now
    if (sent < kept.size()) {
      List<Command> batch = List.copyOf(kept.subList(sent, kept.size()));
      sent = kept.size();
      followers.forEach(follower -> follower.context.runOnContext(v -> follower.receive(batch)));
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private final class Follower {
    final Context context = anotherLoop();
    long acknowledged; // on the leader's loop
    private final List<Command> kept = new ArrayList<>(); // on its own
    private boolean isAnswerDue;

    void receive(List<Command> batch) {
      kept.addAll(batch);
      if (!isAnswerDue) {
        isAnswerDue = true;
        context.runOnContext(v -> answer());
      }
    }

    private void answer() {
      isAnswerDue = false;
      long upTo = kept.size();
      leader.runOnContext(v -> {
        acknowledged = upTo;
        turnSoon();
      });
    }
  }
}
