package dev.understudy.benchmarks;

import dev.understudy.storage.Command;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What no replicated write on these event loops can undercut: the leader keeps it and hands it to its
 * followers' loops, they keep it too and hand back how many they have, the leader counts, and a future
 * completes. One hop for each follower and each turn of a loop, whatever the load; no protocol, no
 * message, no event bus, no journal, no store. On disks all members sync at the same time, each a bare
 * file.
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
  private final Scratch scratch = new Scratch();
  private final Path folder; // null if all is in memory
  private final Context leader = anotherLoop();
  private final Keeping own;
  private final List<Follower> followers = new ArrayList<>();
  private final int needed;
  private final Writes writes;
  private final ArrayDeque<Promise<Void>> waiting = new ArrayDeque<>();
  private final List<Command.Put> unsent = new ArrayList<>();
  private final long[] positions;
  private long acknowledged;
  private boolean isTurnDue;

  /** Of this kind, where the leader waits for so many others. */
  Floor(Kind kind, int needed) {
    this.needed = needed;
    folder = kind.onDisk() ? scratch.make() : null;
    own = keeping("leader", kind.onDisk() || needed == 0 ? this::turnSoon : () -> {});
    writes = new Writes(kind.bytes());
    positions = new long[kind.members() - 1];
    for (int i = 1; i < kind.members(); i++) {
      followers.add(new Follower("follower" + i));
    }
  }

  private Keeping keeping(String name, Runnable onKept) {
    return folder == null
        ? new BareList(onKept)
        : new BareFile(vertx, folder.resolve(name), onKept);
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
    unsent.add(writes.next());
    turnSoon();
  }

  private void turnSoon() {
    if (!isTurnDue) {
      isTurnDue = true;
      leader.runOnContext(v -> turn());
    }
  }

  private void turn() {
    long reached = reached();
    while (acknowledged < reached) {
      acknowledged++;
      waiting.poll().complete();
    }
    isTurnDue = false; // what was written meanwhile leaves now
    if (!unsent.isEmpty()) {
      List<Command.Put> batch = List.copyOf(unsent);
      unsent.clear();
      followers.forEach(follower -> follower.context.runOnContext(v -> follower.receive(batch)));
      own.keep(batch);
    }
  }

  private long reached() {
    if (needed == 0) {
      return own.kept();
    }
    for (int i = 0; i < positions.length; i++) {
      positions[i] = followers.get(i).acknowledged;
    }
    Arrays.sort(positions);
    return Math.min(own.kept(), positions[positions.length - needed]);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    own.close();
    followers.forEach(follower -> follower.keeping.close());
    if (folder != null) {
      scratch.remove();
    }
  }

  private final class Follower {
    final Context context = anotherLoop();
    long acknowledged; // on the leader's loop
    private final Keeping keeping; // on its own
    private boolean isAnswerDue;

    Follower(String name) {
      keeping = keeping(name, this::answerSoon);
    }

    void receive(List<Command.Put> batch) {
      keeping.keep(batch);
    }

    private void answerSoon() {
      if (!isAnswerDue) {
        isAnswerDue = true;
        context.runOnContext(v -> answer());
      }
    }

    private void answer() {
      isAnswerDue = false;
      long upTo = keeping.kept();
      leader.runOnContext(v -> {
        acknowledged = upTo;
        turnSoon();
      });
    }
  }
}
